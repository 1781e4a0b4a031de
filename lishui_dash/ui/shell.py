"""The frame around every page: its menu, its language, the day it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from lishui_dash.access.pages import may_open, require_page
from lishui_dash.access.roles import Right
from lishui_dash.access.scope import NOTHING, Scope
from lishui_dash.actions.mishap import LOG
from lishui_dash.catalogue import CLAUSES
from lishui_dash.errors import AccessRefused, StoreUnavailable
from lishui_dash.spec import Group
from lishui_dash.ui import gatehouse, language, live, search, session, take, theme
from lishui_dash.ui.belonging import note_page
from lishui_dash.ui.language import say, text
from lishui_dash.ui.viewer import Kind, Viewer, viewer
from lishui_dash.ui.wall import page
from lishui_dash.views.figures import moment_text
from lishui_dash.views.languages import LANGS
from lishui_dash.views.moment import Moment, neighbours

PAGES = Path(__file__).parents[2] / "pages"
SCREENS = ("wall", "overview")
"""The pages that stand before the clauses in the menu; what is no clause stands after."""

ICON = Path(__file__).with_name("icon.svg")
"""A file: an emoji or a material icon would be fetched from outside for the browser tab."""

FIRST_PAGE = "wall"
HOMES = ("overview", "unit", "admin", "audit", "upload", "reporting", "dictionary")
"""Where somebody begins who may not see the wall: the first of these that is for him."""
_BEGAN, _WHOSE = "began_at_the_wall", "whose_session"
_NOW = ""
"""The choice of no day in particular."""

_KEPT = (language.PARAMETER, session.AS_OF, session.KNOWN, session.AGAINST)


def frame() -> None:
    """Draw the frame and run the page the viewer asked for. Called by app.py alone.

    A page runs here and nowhere else, and only for whom it is declared.
    """
    st.session_state["framed"] = True
    _keep_address()
    st.set_page_config(page_icon=str(ICON), layout="wide")
    try:
        _for(viewer(is_active=live.is_by_hand()))
    except StoreUnavailable as error:
        LOG.error("%s", error)
        st.error(text("store.unavailable"), icon=":material/error:")
    except AccessRefused as refused:
        session.told_refused(refused)
        theme.apply()
        gatehouse.refused(refused)
    finally:
        # The mark speaks for one run: not every page asks for it.
        st.session_state.pop("framed", None)


def _for(seen_by: Viewer) -> None:
    """Draw what this viewer has asked for, or the way in."""
    _bind_session(seen_by)
    note_page(seen_by.name)
    chosen = _menu(seen_by.scope)
    stem = chosen.url_path or FIRST_PAGE
    if seen_by.kind is Kind.NOBODY:
        if stem == FIRST_PAGE and page.TOKEN in st.query_params:
            # A screen never meets a login page: it says itself that it is turned away.
            page.show()
            return
        theme.apply()
        gatehouse.sign_in(chosen.url_path)
        return
    if gatehouse.must_change(seen_by):
        return
    if not may_open(seen_by.scope, stem) and stem in (FIRST_PAGE, HOMES[0]):
        _go_home(seen_by.scope)
    require_page(seen_by.scope, stem)
    # A screen that nobody touches has no use for choices, nor time to build them.
    if chosen.url_path == "":
        page.show()
        return
    if chosen.url_path != FIRST_PAGE:
        theme.apply()
        _sidebar(seen_by)
        gatehouse.top(seen_by)
    chosen.run()
    gatehouse.watch(seen_by)


def _bind_session(seen_by: Viewer) -> None:
    """Forget what the page before knew of somebody else: a browser may change hands."""
    known = st.session_state.setdefault(_WHOSE, seen_by.name)
    if known != seen_by.name:
        st.session_state.clear()
        st.session_state.update({_WHOSE: seen_by.name, "framed": True})


def _go_home(scope: Scope) -> None:
    """Leave for the first page of the menu that is for this viewer, where there is one."""
    for stem in HOMES:
        if may_open(scope, stem):
            st.switch_page(page_path(stem))


def require_frame() -> None:
    """Send a page that Streamlit opened without app.py back through app.py.

    Until `st.navigation` has run once in a process, Streamlit serves `pages/` by itself
    and skips app.py. A wall screen that opens its own address first would meet that. The
    mark of the frame is used up: it speaks for one run, not for the session.
    """
    if not st.session_state.pop("framed", False):
        _menu(NOTHING)
        st.rerun()


def heading(title: str, summary: str = "") -> Moment:
    """Write a page's title and which day it shows; return the moment shown."""
    st.title(title, anchor=False)
    shown = session.moment()
    parts = [f"<b>{text('head.as_of', day=f'{shown.as_of:%Y-%m-%d}')}</b>"]
    if shown.is_replay:
        note = text("head.replay", known=moment_text(shown.known_at))
        parts.append(f'<span class="ld-replay">{note}</span>')
    else:
        parts.append(text("head.known_at", moment=moment_text(shown.known_at)))
    if against := session.against():
        parts.append(text("head.against", day=f"{against.as_of:%Y-%m-%d}"))
    parts.append(take.link())
    head = "".join(f"<span>{part}</span>" for part in parts)
    st.html(f'<div class="ld-head">{head}</div>', unsafe_allow_javascript=True)
    if summary:
        st.markdown(summary)
    return shown


def page_path(stem: str) -> str:
    """Return what `st.page_link` and `st.switch_page` take for a page of the menu."""
    return f"pages/{stem}.py"


def _keep_address() -> None:
    """Carry language and day from page to page: the menu's links drop the query."""
    for name in _KEPT:
        if name in st.query_params:
            st.session_state[f"kept_{name}"] = st.query_params[name]
        elif kept := st.session_state.get(f"kept_{name}"):
            st.query_params[name] = kept


def _set_address(name: str, value: str | None) -> None:
    st.session_state[f"kept_{name}"] = value
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def _menu(scope: Scope) -> Any:
    # The bare address shows the wall too, drawn by the frame: a page of its own address
    # costs the browser two questions to the server which it answers with 404, and when a
    # line comes back Streamlit first empties what a page has drawn.
    first = st.Page(page.show, title=text("app.title"), default=True, visibility="hidden")
    menu = {"": [first]}
    if _began_at_the_wall() and may_open(scope, FIRST_PAGE):
        # Streamlit tells the whole menu at every beat; a wall has no use for it.
        return st.navigation(menu, position="hidden")
    hidden = []
    for section, stems in _sections():
        shown = [stem for stem in stems if may_open(scope, stem)]
        hidden += [stem for stem in stems if stem not in shown]
        if shown:
            menu[text(section)] = [_page(stem) for stem in shown]
    # What is not for him is known all the same: whoever asks for it is told why not.
    menu[""] += [_page(stem, is_hidden=True) for stem in hidden]
    return st.navigation(menu, expanded=True)


def _began_at_the_wall() -> bool:
    """Whether this viewer opened the bare address, from which no menu leads away."""
    if _BEGAN not in st.session_state:
        path = urlsplit(st.context.url or "").path.strip("/")
        base = str(st.get_option("server.baseUrlPath")).strip("/")
        st.session_state[_BEGAN] = bool(st.context.url) and path == base
    return bool(st.session_state[_BEGAN])


def _sections() -> Iterator[tuple[str, list[str]]]:
    """Yield the sections of the menu with the pages found in the folder."""
    found = {path.stem for path in PAGES.glob("*.py")}
    yield "section.screens", [stem for stem in SCREENS if stem in found]
    for group in Group:
        stems = [s for s, clause in CLAUSES.items() if clause.group is group and s in found]
        if group is Group.DATA:
            stems += sorted(found - set(CLAUSES) - set(SCREENS), key=_order)
        if stems:
            yield f"section.{group.value}", stems


def _order(stem: str) -> int:
    """Return where the texts list a page: the order of the menu is theirs."""
    return language.position(f"page.{stem}")


def _page(stem: str, *, is_hidden: bool = False) -> Any:
    """Return a page of the menu. It has no icon: an icon would become the browser tab's,
    and Streamlit fetches that from outside."""
    clause = CLAUSES.get(stem)
    if clause is None:
        title = text(f"page.{stem}")
    else:
        number = f"{clause.number}. " if clause.number else ""
        title = f"{number}{say(clause.words)}"
    return st.Page(
        page_path(stem), title=title, visibility="hidden" if is_hidden else "visible"
    )


def _sidebar(seen_by: Viewer) -> None:
    """Draw the choices; what is chosen is written into the address."""
    with st.sidebar:
        if may_open(seen_by.scope, "search"):
            search.box(page_path("search"))
        languages = {text(f"lang.{lang}"): lang for lang in LANGS}
        _choice("choice.lang", languages, language.lang(), _choose_language)
        if seen_by.scope.may(Right.FIGURES) or seen_by.scope.may(Right.LEDGER):
            _choose_days()


def _choose_days() -> None:
    """Draw the choices of the day shown, of what was known, and of a day to compare."""
    shown, known = session.moment(), session.days()
    listed = [day.isoformat() for day in known[::-1]]
    day = shown.as_of.isoformat() if shown.is_replay else _NOW
    if day not in (_NOW, *listed):
        listed.insert(0, day)
    days = {text("choice.current"): _NOW, **{day: day for day in listed}}
    _choice("choice.day", days, day, _choose_day)
    before, after = neighbours(shown, known)
    with st.container(horizontal=True):
        _step("choice.before", before)
        # The last day is the current one: what comes next is no replay.
        _step("choice.after", after, is_current=after is not None and after == known[-1])
    if shown.is_replay:
        st.button(
            text("choice.back"), key="choice_back", on_click=_choose_day, args=(_NOW,)
        )
        st.session_state["choice_known"] = st.query_params.get(session.KNOWN) == "then"
        st.toggle(text("choice.known"), key="choice_known", on_change=_choose_known)
    earlier = [day.isoformat() for day in known[::-1] if day < shown.as_of]
    against = session.against()
    _choice(
        "choice.against",
        {text("choice.no_against"): _NOW, **{day: day for day in earlier}},
        against.as_of.isoformat() if against else _NOW,
        _choose_against,
    )


def _step(label: str, day: date | None, *, is_current: bool = False) -> None:
    """Draw a button that leads to a day; it cannot be pressed where there is none."""
    st.button(
        text(label),
        key=label.replace(".", "_"),
        disabled=day is None,
        on_click=_choose_day,
        args=(_NOW if day is None or is_current else day.isoformat(),),
    )


def _choice(
    label: str, labels: Mapping[str, str], chosen: str, then: Callable[[str], None]
) -> None:
    """Draw a choice among labels; `then` gets what the chosen label stands for."""
    key = label.replace(".", "_")
    st.session_state[key] = next(said for said, of in labels.items() if of == chosen)
    st.selectbox(
        text(label),
        list(labels),
        key=key,
        on_change=lambda: then(labels[st.session_state[key]]),
    )


def _choose_language(lang: str) -> None:
    _set_address(language.PARAMETER, lang)


def _choose_day(day: str) -> None:
    _set_address(session.AS_OF, day or None)


def _choose_against(day: str) -> None:
    _set_address(session.AGAINST, day or None)


def _choose_known() -> None:
    _set_address(session.KNOWN, "then" if st.session_state["choice_known"] else None)

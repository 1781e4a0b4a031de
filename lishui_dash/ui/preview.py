"""What a file is and what it would change, until the clerk confirms it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from lishui_dash.access.events import Did
from lishui_dash.access.exports import Export
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.limits import ATTACKS
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.permit import FOREIGN
from lishui_dash.intake.receive import Arrival, Desk, How, Preview
from lishui_dash.ui import parts, problems, session, take
from lishui_dash.ui.language import lang, say, text
from lishui_dash.ui.markdown import plain
from lishui_dash.ui.on_record import told_of_files
from lishui_dash.ui.viewer import viewer
from lishui_dash.views.exports import stem_after
from lishui_dash.views.preview import Asked, Previewed, mapping_of, previewed

MAPPING = "upload_mapping"
_LEAVE_OUT = "-"
_WHY = {
    "reason": ("upload.reason", "upload.reason_hint", "upload.owed_reason"),
    "list_reason": (
        *("upload.list_reason", "upload.list_reason_hint"),
        "upload.owed_list_reason",
    ),
}
_PREVIEWS, _TOLD = "upload_previews", "upload_told_of"
_MOST_PARTS = 24
"""More reports than a file can hold: there are twenty, and four lists."""


@dataclass(frozen=True)
class Confirmed:
    """What the clerk said when he confirmed. `answers`: rule, column -> why it is so."""

    previews: tuple[Preview, ...]
    reason: str
    answers: dict[tuple[str, str], str]


def draw(arrival: Arrival) -> Confirmed | None:
    """Draw each report of a file; return what was confirmed, once it was."""
    arrivals, previews = _previews(arrival)
    views = [
        previewed(preview, part, session.engine().registers, lang())
        for part, preview in zip(arrivals, previews, strict=True)
    ]
    if len(views) > 1:
        st.info(text("upload.judged_parts", number=len(views)))
    said = [
        _part(number, part, preview, view)
        for number, (part, preview, view) in enumerate(
            zip(arrivals, previews, views, strict=True)
        )
    ]
    if not all(view.is_accepted for view in views):
        return None
    owed = [label for one in said for label in one.owed]
    if owed:
        told = text("list.separator").join(dict.fromkeys(owed))
        st.caption(text("upload.owed", columns=plain(told)))
    key = "upload.confirm_parts" if len(views) > 1 else "upload.confirm"
    pressed = st.button(
        text(key, number=len(views)),
        type="primary",
        key="upload_confirm",
        disabled=bool(owed),
    )
    if not pressed:
        return None
    return Confirmed(
        tuple(replace(p, how=one.how) for p, one in zip(previews, said, strict=True)),
        "；".join(dict.fromkeys(one.reason for one in said if one.reason)),
        {kind: answer for one in said for kind, answer in one.answers.items()},
    )


@dataclass(frozen=True)
class _Said:
    how: How
    reason: str
    answers: dict[tuple[str, str], str]
    owed: tuple[str, ...]


def _previews(arrival: Arrival) -> tuple[tuple[Arrival, ...], tuple[Preview, ...]]:
    """Return the reports of a file, judged anew only when something has changed."""
    hows = tuple(st.session_state.get(f"upload_how_{n}") for n in range(_MOST_PARTS))
    key = (
        *(arrival.content, arrival.file_name, arrival.feed, arrival.unit, arrival.day),
        *(tuple(sorted(arrival.mapping.items())), hows, session.engine().version),
    )
    known = st.session_state.get(_PREVIEWS)
    if known is None or known[0] != key:
        desk = session.desk()
        parts_ = desk.parts(arrival)
        arrivals = tuple(
            replace(part, how=how) for part, how in zip(parts_, hows, strict=False)
        )
        previews = tuple(desk.preview(part) for part in arrivals)
        _keep_attack(desk, parts_, previews)
        _tell_of_foreign(previews)
        # What the unit has said of its headings before is in it by now.
        arrivals = tuple(preview.arrival for preview in previews)
        st.session_state[_PREVIEWS] = known = (key, arrivals, previews)
    return known[1], known[2]


def _keep_attack(
    desk: Desk, parts_: tuple[Arrival, ...], previews: tuple[Preview, ...]
) -> None:
    """Have a file that nobody sends by mistake refused at once: kept, and on record."""
    rules = {p.rule for one in previews for p in one.judged.problems}
    if rules & ATTACKS:
        with suppress(DeliveryRejected):
            desk.receive_together(parts_)


def _tell_of_foreign(previews: tuple[Preview, ...]) -> None:
    """Put on record who tries to speak for others, once a file and session.

    He has read why not, and need not press anything for the file to be refused.
    """
    said = st.session_state.setdefault(_TOLD, set())
    foreign = [
        DeliveryRejected(one.judged.feed.name, one.judged.problems)
        for one in previews
        if one.judged.feed and FOREIGN in {p.rule for p in one.judged.problems}
    ]
    files = {one.examined.sha256 for one in previews}
    if foreign and not files <= said:
        told_of_files(viewer().name, session.engine().registers, foreign)
        said |= files


def _part(number: int, part: Arrival, preview: Preview, view: Previewed) -> _Said:
    show = st.success if view.is_accepted else st.error
    title = view.title
    if not view.is_accepted:
        file = plain(part.file_name)
        title = text("upload.refused", file=file, feed=_feed_name(preview))
    note = text("upload.judged_note")
    if not view.is_accepted and view.problems is not None:
        rejects = sum(kind.number for kind in view.problems.kinds if kind.rejects)
        note = text("upload.refused_note", problems=f"{rejects:,}")
    show(f"**{title}**\n\n{note}")
    st.html(parts.facts(view.facts))
    _ask_headings(number, part, preview)
    if view.is_accepted:
        _changes(number, view, stem_after(part.file_name), preview.examined.sha256)
    if view.problems is not None:
        said = (*preview.judged.problems, *preview.doubts)
        marked = partial(
            marked_copy, part.content, part.file_name, said, lang(), part.mapping
        )
        stem = stem_after(part.file_name)
        problems.draw(view.problems, f"upload_problems_{number}", marked, stem)
    return _said(number, view)


def is_accepted() -> bool:
    """Whether the file shown may be stored as it is."""
    known = st.session_state.get(_PREVIEWS)
    return known is None or all(one.judged.is_accepted for one in known[2])


def _feed_name(preview: Preview) -> str:
    feed = preview.judged.feed
    return say(feed.words) if feed else text("upload.unknown_feed")


def _ask_headings(number: int, part: Arrival, preview: Preview) -> None:
    """Ask what unknown headings mean, where an answer could help."""
    feed = preview.judged.feed
    if feed is None:
        return
    desk = session.desk()
    told = frozenset(preview.judged.told)
    asked = mapping_of(desk.understood(part), feed, told, lang())
    if asked is None:
        return
    with st.container(border=True, key=f"upload_mapping_box_{number}"):
        _draw_headings(number, asked)


def _draw_headings(number: int, asked: Asked) -> None:
    st.markdown(f"**{text('upload.mapping', number=len(asked.guesses))}**")
    st.caption(text("upload.mapping_note"))
    if asked.missing:
        st.caption(text("upload.mapping_missing", columns=asked.missing))
    chosen = {}
    boxes = st.columns(2)
    options = [_LEAVE_OUT, *asked.options]
    for place, guess in enumerate(asked.guesses):
        box = boxes[place % 2]
        found = box.selectbox(
            f"“{plain(guess.heading)}”",
            options,
            index=options.index(guess.column) if guess.column in options else 0,
            format_func=lambda name: asked.options.get(name, text("upload.mapping_none")),
            key=f"upload_map_{number}_{guess.heading}",
        )
        if guess.cells:
            box.caption(text("upload.mapping_cells", cells=plain(guess.cells)))
        chosen[guess.heading] = "" if found == _LEAVE_OUT else found
    if st.button(text("upload.mapping_apply"), key=f"upload_map_apply_{number}"):
        st.session_state[MAPPING] = {**st.session_state.get(MAPPING, {}), **chosen}
        st.rerun()


def _changes(number: int, view: Previewed, file_stem: str, sha256: str) -> None:
    """Show what would change; whoever sees rows of persons goes on record, once a file."""
    if not view.counts:
        return
    export, taken = Export.SHOWN, None
    if view.about:
        shown = f"更改 {view.cells_n} 格，撤下 {view.withdrawn_n} 行"
        session.audit_once(Did.SAW_PERSONS, view.about, shown, apart=sha256)
        taken = session.on_taking(Did.TOOK_PERSONS, view.about, shown)
        export = Export.CHANGED_PERSONS
    st.markdown(f"**{text('upload.changes')}**")
    for box, (label, told) in zip(st.columns(len(view.counts)), view.counts, strict=True):
        box.metric(label, told, border=True)
    for frame, key, name, count in (
        (view.changed, "upload.changed_cells", text("take.changed"), view.cells_n),
        (view.withdrawn, "upload.withdrawn_rows", text("take.withdrawn"), view.withdrawn_n),
    ):
        if frame is not None:
            st.caption(text(key, number=f"{count:,}"))
            st.dataframe(frame, hide_index=True, key=f"{key}_{number}")
            stem, files = f"{file_stem}_{name}", f"{key}_{number}_files"
            take.files(frame, stem, files, export, taken)


def _said(number: int, view: Previewed) -> _Said:
    """Ask how the rows are meant and why, so far as there is anything to ask."""
    how, reason, owed = view.how, "", []
    if view.hows and view.is_accepted:
        how = st.radio(
            text("upload.how"),
            view.hows,
            index=view.hows.index(view.how),
            format_func=lambda one: text(f"how.{one.value}"),
            key=f"upload_how_{number}",
        )
    if view.why and view.is_accepted:
        label, hint, still = map(text, _WHY[view.why])
        key = f"upload_reason_{number}"
        reason = st.text_input(label, key=key, placeholder=hint).strip()
        if not reason:
            owed.append(still)
    answers = {}
    if view.asks and view.is_accepted:
        st.markdown(f"**{text('upload.asks')}**")
        st.caption(text("upload.asks_note"))
    for kind in view.asks if view.is_accepted else ():
        told = {"column": kind.column, "reason": kind.reason, "rows": kind.rows}
        label = text("upload.answer", **{name: plain(said) for name, said in told.items()})
        key = f"upload_answer_{number}_{kind.rule}_{kind.column}"
        answers[kind.rule, kind.column] = answer = st.text_input(label, key=key).strip()
        if not answer:
            owed.append(kind.column)
    return _Said(how, reason, answers, tuple(owed))

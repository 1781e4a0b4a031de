"""Of 力量保障: the posts where somebody was missing, empty shifts first, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lishui_dash.catalogue.codes.posts import SHIFT_CODE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.posts_empty import LOOK_BACK, Reason, ShortPost, posts_short
from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import MISSING, day_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.own.section import (
    Lead,
    Row,
    Section,
    calm_lead,
    cell,
    count_note,
    known_until,
    post_name,
    post_type,
    silent_lead,
    silent_places,
    unit_name,
)

MOST = 60
_STATUS = {Reason.UNREGISTERED: Status.AMBER, Reason.SHORT: Status.AMBER}
"""Red but for these: what looks withdrawn is a gap in the register, not of staff."""
_REASONS = {
    Reason.NEW: "own.reason.new",
    Reason.NOBODY: "own.reason.nobody",
    Reason.AWAY: "own.reason.away",
    Reason.UNROSTERED: "own.reason.unrostered",
    Reason.UNREGISTERED: "own.reason.unregistered",
    Reason.SHORT: "own.reason.short",
}
_SHIFTS = {code.code: code.words for code in SHIFT_CODE.codes}


def posts_view(engine: Engine, moment: Moment, lang: Lang, place: str = WHOLE) -> Section:
    """Return the posts of a place that lacked people, empty shifts first; at most MOST."""
    found = posts_short(engine, moment.as_of, place, known_until(moment))
    silent = silent_places(engine, moment, "M05_FILL", place)
    empty = [post for post in found if post.empty_shifts]
    leads = _leads(empty, lang) or calm_lead(
        text("own.posts.none", lang), silent, place, lang
    )
    shown = found[:MOST]
    return Section(
        title=text("own.posts.title", lang),
        hint=text("own.posts.hint", lang, days=LOOK_BACK),
        leads=(*leads, *silent_lead(silent, lang)),
        heads=(
            text("own.head.status", lang),
            text("own.head.place", lang),
            text("own.head.post", lang),
            text("own.head.empty", lang),
            text("own.head.needed", lang),
            text("own.head.last", lang),
            text("own.head.reason", lang),
            text("own.head.lead_unit", lang),
        ),
        rows=tuple(_row(engine, moment, post, lang) for post in shown),
        note=count_note(len(shown), len(found), lang),
    )


def _leads(empty: Sequence[ShortPost], lang: Lang) -> tuple[Lead, ...]:
    """Return a sentence on the posts that look withdrawn, and one on those deserted."""
    gone = [post for post in empty if post.reason is Reason.UNREGISTERED]
    bare = [post for post in empty if post.reason is not Reason.UNREGISTERED]
    leads = []
    if bare:
        said = _lead_text("own.posts.deserted", bare, lang)
        leads.append(Lead(Status.RED, said))
    if gone:
        said = _lead_text("own.posts.unregistered", gone, lang)
        leads.append(Lead(Status.AMBER, said))
    return tuple(leads)


def _lead_text(key: str, posts: Sequence[ShortPost], lang: Lang) -> str:
    where = Counter(post.place for post in posts)
    named = text("list.separator", lang).join(
        text("own.posts.at", lang, place=place_name(place, lang), number=number)
        for place, number in where.most_common()
    )
    return text(
        key,
        lang,
        number=len(posts),
        shifts=sum(len(post.empty_shifts) for post in posts),
        persons=sum(post.empty_n for post in posts),
        where=named,
    )


def _row(engine: Engine, moment: Moment, post: ShortPost, lang: Lang) -> Row:
    registers = engine.registers
    status = _STATUS.get(post.reason, Status.RED)
    return Row(
        status,
        _status_said(post, lang),
        (
            cell(place_name(post.place, lang)),
            cell(
                post_name(registers, post.post, lang), post_type(registers, post.post, lang)
            ),
            cell(_empty_text(post, lang), _shifts_text(post, lang)),
            cell(
                text(
                    "own.posts.of",
                    lang,
                    on_duty=f"{post.on_duty_n:,}",
                    required=f"{post.required_n:,}",
                ),
                text("own.posts.short_by", lang, number=f"{post.short_n:,}"),
            ),
            cell(*_last_seen(post, moment, lang)),
            cell(text(_REASONS[post.reason], lang)),
            cell(unit_name(registers, post.lead_unit, lang)),
        ),
    )


def _status_said(post: ShortPost, lang: Lang) -> str:
    if post.reason is Reason.UNREGISTERED:
        return text("own.posts.to_register", lang)
    if post.reason is Reason.SHORT:
        return text("own.posts.too_few", lang)
    return text("own.posts.bare", lang)


def _empty_text(post: ShortPost, lang: Lang) -> str:
    if not post.empty_shifts:
        return MISSING
    return text("own.posts.person_shifts", lang, number=f"{post.empty_n:,}")


def _shifts_text(post: ShortPost, lang: Lang) -> str:
    order = list(_SHIFTS)
    known = sorted(
        post.empty_shifts,
        key=lambda code: order.index(code) if code in order else len(order),
    )
    names = (say(_SHIFTS[code], lang) if code in _SHIFTS else code for code in known)
    return text("list.separator", lang).join(names)


def _last_seen(post: ShortPost, moment: Moment, lang: Lang) -> tuple[str, str]:
    """Return the last day somebody stood there, and for how many days nobody has."""
    if not post.empty_shifts:
        return day_text(moment.as_of), ""
    if post.last_day is None:
        return MISSING, text("own.posts.never_seen", lang, days=LOOK_BACK)
    days = (moment.as_of - post.last_day).days
    said = text("own.posts.days_empty", lang, days=days) if days else ""
    return day_text(post.last_day), said

"""Of 生活保障: who crosses a limit of rest within three days, by pseudonym alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.selects import rest
from lishui_dash.readings.limits_ahead import AHEAD, Ahead, Limit, limits_ahead
from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from lishui_dash.views.figures import MISSING, day_text
from lishui_dash.views.languages import Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.names import place_name
from lishui_dash.views.own.section import (
    Cell,
    Lead,
    Row,
    Section,
    calm_lead,
    cell,
    count_note,
    post_name,
    post_type,
    silent_lead,
    silent_places,
    unit_name,
)

MOST = 60
MOST_LEADS = 3


def limits_view(engine: Engine, moment: Moment, lang: Lang, place: str = WHOLE) -> Section:
    """Return who crosses a limit within AHEAD days, the soonest first; at most MOST."""
    found = limits_ahead(engine, moment.as_of, place)
    silent = silent_places(engine, moment, Limit.LONG_RUN.value, place)
    leads = _leads(engine, found, lang)
    if not found:
        leads = calm_lead(text("own.limits.none", lang, days=AHEAD), silent, place, lang)
    shown = [one for one in found if one.person]
    note = count_note(len(shown[:MOST]), len(shown), lang)
    if len(shown) < len(found):
        note += text("own.limits.others", lang, number=len(found) - len(shown))
    if moment.is_replay:
        note += text("rows.as_known_now", lang)
    return Section(
        title=text("own.limits.title", lang, days=AHEAD),
        hint=text("own.limits.hint", lang),
        leads=(*leads, *silent_lead(silent, lang)),
        heads=(
            text("own.head.status", lang),
            text("own.head.crosses", lang),
            text("own.head.person", lang),
            text("own.head.place", lang),
            text("own.head.unit", lang),
            text("own.head.post", lang),
            text("own.head.run", lang),
            text("own.head.week", lang),
        ),
        rows=tuple(_row(engine, one, lang) for one in shown[:MOST]),
        note=note,
        is_about_persons=True,
    )


def _leads(engine: Engine, found: Sequence[Ahead], lang: Lang) -> tuple[Lead, ...]:
    """Return a sentence for each crew that crosses the same limit on the same day."""
    crews: Counter[tuple[str, str, date, Limit]] = Counter()
    for one in found:
        for day, limit in one.crossings:
            crews[one.post or one.unit, one.place, day, limit] += 1
    order = list(Limit)
    ranked = sorted(
        crews.items(), key=lambda crew: (-crew[1], crew[0][2], order.index(crew[0][3]))
    )
    return tuple(
        Lead(
            Status.AMBER,
            text(
                "own.limits.crew",
                lang,
                place=place_name(place, lang),
                where=_where(engine, where, lang),
                number=number,
                day=day_text(day),
                limit=_limit_text(limit, lang),
            ),
        )
        for (where, place, day, limit), number in ranked[:MOST_LEADS]
    )


def _where(engine: Engine, code: str, lang: Lang) -> str:
    if code in engine.registers.posts:
        return post_name(engine.registers, code, lang)
    return unit_name(engine.registers, code, lang)


def _limit_text(limit: Limit, lang: Lang) -> str:
    """Return what is crossed, with the catalogue's figure: "连续值守满14天"."""
    match limit:
        case Limit.LONG_RUN:
            return text("own.limit.long_run", lang, days=rest.LONG_RUN)
        case Limit.FORCED_REST:
            return text(
                "own.limit.forced", lang, days=rest.FORCED_RUN, hours=rest.FORCED_HOURS
            )
        case Limit.WEEK_HOURS:
            return text("own.limit.week", lang, hours=rest.MOST_WEEK_HOURS)
        case Limit.UNPAID:
            return text("own.limit.unpaid", lang, days=rest.UNPAID_DAYS)


def _row(engine: Engine, one: Ahead, lang: Lang) -> Row:
    registers = engine.registers
    status = Status.RED if one.beyond else Status.AMBER
    said = "own.limits.beyond" if one.beyond else "own.limits.soon"
    crossed = text("list.separator", lang).join(
        text("own.limits.on", lang, day=day_text(day), limit=_limit_text(limit, lang))
        for day, limit in one.crossings
    )
    beyond = text("list.separator", lang).join(
        _limit_text(limit, lang) for limit in one.beyond
    )
    note = text("own.limits.already", lang, limits=beyond) if beyond else ""
    return Row(
        status,
        text(said, lang),
        (
            cell(crossed, note),
            cell(one.person),
            cell(place_name(one.place, lang)),
            cell(unit_name(registers, one.unit, lang)),
            cell(
                post_name(registers, one.post, lang) if one.post else MISSING,
                post_type(registers, one.post, lang),
            ),
            _run_cell(one, lang),
            _week_cell(one, lang),
        ),
    )


def _run_cell(one: Ahead, lang: Lang) -> Cell:
    if one.run_days is not None:
        return cell(text("own.limits.days", lang, days=one.run_days))
    return cell(text("own.limits.waiting", lang, days=one.waiting_days))


def _week_cell(one: Ahead, lang: Lang) -> Cell:
    if one.week_hours is None:
        return cell(MISSING)
    sign = "≥" if one.is_least else ""
    shown = text("own.limits.hours", lang, hours=f"{sign}{one.week_hours:g}")
    return cell(shown, text("own.limits.least", lang) if one.is_least else "")

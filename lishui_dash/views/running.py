"""How the dashboard runs, for whoever keeps it running: read, and nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.readings.running import Running
from lishui_dash.spec.settings import SETTINGS, setting
from lishui_dash.views.figures import MISSING
from lishui_dash.views.languages import Lang, say, text

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SettingLine:
    """`value` is the one in force; `is_set`: somebody has chosen it."""

    name: str
    what: str
    value: str
    is_set: bool


def facts_of(
    found: Running,
    *,
    is_open: bool,
    keeps_days: int,
    next_at: datetime | None,
    lang: Lang,
) -> Facts:
    """Return names and what is said under each. `next_at` None: nothing is reduced."""
    access = text("admin.access.open" if is_open else "admin.access.accounts", lang)
    told = (
        ("version", f"{found.version:,}"),
        ("deliveries", _deliveries(found, lang)),
        ("access", access),
        ("kept", text("admin.kept_days", lang, days=keeps_days)),
        ("reduced", _reduced(found, lang)),
        ("next", _moment(next_at) if next_at else text("admin.never_reduced", lang)),
        ("key", _key(found, lang)),
    )
    return tuple((text(f"admin.fact.{name}", lang), said) for name, said in told)


def setting_lines(environment: Mapping[str, str], lang: Lang) -> tuple[SettingLine, ...]:
    """Return every setting. None of them is a secret: those of secrets name files."""
    return tuple(
        SettingLine(
            one.name,
            say(one.words, lang),
            setting(one, environment) or text("admin.empty", lang),
            bool(environment.get(one.name)),
        )
        for one in SETTINGS
    )


def _deliveries(found: Running, lang: Lang) -> str:
    newest = _moment(found.newest_at)
    return text("admin.deliveries", lang, number=f"{found.deliveries_n:,}", newest=newest)


def _reduced(found: Running, lang: Lang) -> str:
    if found.run is None:
        return text("admin.not_reduced", lang)
    day: date = found.run.seal.reduced_before
    return text("admin.reduced", lang, day=f"{day:%Y-%m-%d}", at=_moment(found.run.at))


def _key(found: Running, lang: Lang) -> str:
    if found.rotation is None:
        return text("admin.first_key", lang)
    return text(
        "admin.key", lang, number=found.rotation.number, at=_moment(found.rotation.at)
    )


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else MISSING

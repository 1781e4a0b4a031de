"""Accounts, who is signed in, and screens, as an administrator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lishui_dash.access.account import Account, Changed
from lishui_dash.access.roles import Grant
from lishui_dash.access.screens import Screen
from lishui_dash.access.session import Standing, Way
from lishui_dash.catalogue.places import PLACES
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import CITY_COMMAND
from lishui_dash.spec import UnitKind
from lishui_dash.store.sight import Reach
from lishui_dash.views.figures import MISSING, moment_text
from lishui_dash.views.languages import Lang, say, text
from lishui_dash.views.unit_subject import Subject, label_of

_PLACES = [place.code for place in PLACES]


@dataclass(frozen=True)
class AccountLine:
    """`states` says whether it is open, and what keeps its holder out; `session` how often
    he is signed in and when he last did something, or when he last signed in."""

    name: str
    shown_name: str
    roles: tuple[str, ...]
    made: str
    session: str
    states: tuple[str, ...]
    is_closed: bool


@dataclass(frozen=True)
class SessionLine:
    """`way` says how somebody signed in: by a password, or at the provider."""

    name: str
    shown_name: str
    roles: tuple[str, ...]
    way: str
    began: str
    used: str
    ends: str
    address: str


@dataclass(frozen=True)
class ScreenLine:
    name: str
    made: str
    state: str
    is_open: bool


def account_lines(
    accounts: Iterable[Account],
    standing: Sequence[Standing],
    came: Mapping[str, datetime],
    locked: Mapping[str, datetime],
    registers: Registers,
    lang: Lang,
) -> tuple[AccountLine, ...]:
    """Return a line for each account, those in use first.

    `came` says by name when somebody last signed in, `locked` until when a name is.
    """
    lines = [
        AccountLine(
            name=account.name,
            shown_name=account.shown_name,
            roles=roles_said(account.grants, registers, lang),
            made=f"{account.made_at:%Y-%m-%d}",
            session=_session_said(account.name, standing, came, lang),
            states=_states(account, locked.get(account.name), lang),
            is_closed=account.closed_at is not None,
        )
        for account in accounts
    ]
    return tuple(sorted(lines, key=lambda line: line.is_closed))


def session_lines(
    standing: Iterable[Standing], registers: Registers, lang: Lang
) -> tuple[SessionLine, ...]:
    """Return a line for each session, that of whoever came last first."""
    return tuple(
        SessionLine(
            name=one.session.name,
            shown_name=one.session.shown_name,
            roles=roles_said(one.session.grants, registers, lang),
            way=_way_said(one.session.how, lang),
            began=moment_text(one.session.began_at),
            used=moment_text(one.used_at),
            ends=moment_text(one.session.ends_at),
            address=one.address or MISSING,
        )
        for one in sorted(standing, key=lambda one: one.session.began_at, reverse=True)
    )


def screen_lines(screens: Iterable[Screen], lang: Lang) -> tuple[ScreenLine, ...]:
    """Return a line for each screen, those in use first."""
    lines = [
        ScreenLine(
            screen.name,
            f"{screen.made_at:%Y-%m-%d %H:%M}",
            text("admin.in_use", lang)
            if screen.revoked_at is None
            else text("admin.revoked", lang, at=f"{screen.revoked_at:%Y-%m-%d %H:%M}"),
            screen.revoked_at is None,
        )
        for screen in screens
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def change_lines(
    changes: Sequence[Changed], registers: Registers, lang: Lang
) -> tuple[tuple[str, ...], ...]:
    """Return when, by whom, what and which roles since: the newest first."""
    return tuple(
        (
            f"{change.at:%Y-%m-%d %H:%M}",
            change.by,
            say(change.change.words, lang),
            _roles_told(change.detail, registers, lang),
        )
        for change in reversed(changes)
    )


def role_said(grant: Grant, registers: Registers, lang: Lang) -> str:
    """Return "报送员 · 青田 温溪镇"; a unit that no register knows gives no right."""
    role = say(grant.role.words, lang)
    if grant.unit == CITY_COMMAND:
        return text("admin.role_of_city", lang, role=role)
    unit = registers.units.get(grant.unit)
    if unit is None:
        return text("admin.role_of_nobody", lang, role=role, unit=grant.unit)
    named = label_of(Subject(unit.code, unit.place, unit), lang)
    return text("admin.role", lang, role=role, unit=named)


def roles_said(
    grants: Iterable[Grant], registers: Registers, lang: Lang
) -> tuple[str, ...]:
    return tuple(role_said(grant, registers, lang) for grant in grants)


def units_of_roles(
    registers: Registers, reach: Reach, day: date, lang: Lang
) -> Mapping[str, str]:
    """Return the units at which a role may be held, by code: the city's command first.

    Villages are left out: their township reports for them.
    """
    units = [
        unit
        for unit in registers.units.values()
        if unit.kind is not UnitKind.VILLAGE
        and (unit.closed is None or unit.closed > day)
        and (reach.covers(unit.code) or reach.covers_place(unit.place))
    ]
    units.sort(key=lambda u: (u.code != CITY_COMMAND, _PLACES.index(u.place)))
    named = {u.code: label_of(Subject(u.code, u.place, u), lang) for u in units}
    if CITY_COMMAND in named:
        named[CITY_COMMAND] = text("admin.whole_city", lang)
    return named


def _session_said(
    name: str, standing: Iterable[Standing], came: Mapping[str, datetime], lang: Lang
) -> str:
    used = [one.used_at for one in standing if one.session.name == name]
    if used:
        told = moment_text(max(used))
        return text("admin.session", lang, number=len(used), used=told)
    if name in came:
        return text("admin.came", lang, at=f"{came[name]:%Y-%m-%d %H:%M}")
    return MISSING


def _states(account: Account, locked: datetime | None, lang: Lang) -> tuple[str, ...]:
    told = [text("admin.in_use", lang)]
    if account.closed_at is not None:
        told = [text("admin.closed", lang, at=f"{account.closed_at:%Y-%m-%d %H:%M}")]
    if locked is not None:
        told.append(text("admin.locked", lang, until=f"{locked:%m-%d %H:%M}"))
    if account.password_until is not None:
        until = f"{account.password_until:%m-%d %H:%M}"
        told.append(text("admin.must_change", lang, until=until))
    return tuple(told)


def _way_said(way: Way, lang: Lang) -> str:
    is_local = way is Way.PASSWORD
    return text("admin.by_password" if is_local else "admin.by_provider", lang)


def _roles_told(detail: str, registers: Registers, lang: Lang) -> str:
    """Return what a change wrote down of roles, in words; what is none stays as it is."""
    try:
        grants = tuple(map(Grant.from_text, detail.split()))
    except ValueError:
        return detail
    return text("list.separator", lang).join(roles_said(grants, registers, lang))

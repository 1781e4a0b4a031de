"""The files that say who may do what, as the settings name them: one object each."""

from __future__ import annotations

import os
from datetime import timedelta
from functools import cache
from pathlib import Path

from lishui_dash.access.accounts import Accounts
from lishui_dash.access.audit import Audit, Verdict, audit_key
from lishui_dash.access.forms import Forms
from lishui_dash.access.known import KnownBrowsers
from lishui_dash.access.screens import Screens
from lishui_dash.access.secret import Secret
from lishui_dash.access.sessions import Sessions
from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import (
    ACCOUNTS,
    AUDIT,
    IDLE_MINUTES,
    SCREENS,
    SECRET_FILE,
    SESSION_HOURS,
    Setting,
    setting,
)
from lishui_dash.ui.secret_places import placed


def accounts() -> Accounts:
    return _accounts(_told(ACCOUNTS))


def sessions() -> Sessions:
    """Return the sessions. Raises SetupRefused for a limit that is no number above 0."""
    longest = timedelta(hours=_above_zero(SESSION_HOURS))
    idle = timedelta(minutes=_above_zero(IDLE_MINUTES))
    return _sessions(_told(ACCOUNTS), _secret_file(), longest, idle)


def known_browsers() -> KnownBrowsers:
    return _known_browsers(_secret_file())


def forms() -> Forms:
    return _forms(_told(ACCOUNTS), _secret_file())


def secret() -> Secret:
    return Secret.from_file(Path(_secret_file()))


def audit() -> Audit:
    return _audit(_told(AUDIT), _secret_file())


def verified() -> Verdict:
    """Return what verifying the audit log comes to; every account was put on record."""
    return audit().verify(is_used=accounts().has_any())


def screens() -> Screens:
    return _screens(_told(SCREENS))


def _secret_file() -> str:
    """Raises SetupRefused where the secret may not lie in its place."""
    return str(placed(SECRET_FILE))


def _told(of: Setting) -> str:
    return setting(of, os.environ)


def _above_zero(of: Setting) -> float:
    told = _told(of)
    try:
        number = float(told)
    except ValueError:
        number = 0.0
    if not 0 < number < _TOO_MUCH:
        raise SetupRefused(
            f"{of.name} 应为大于 0 的数，现为 {told!r}。"
            f" {of.name} is a number above 0, and not {told!r}."
        )
    return number


_TOO_MUCH = 1_000_000.0


@cache
def _accounts(path: str) -> Accounts:
    return Accounts(Path(path))


@cache
def _sessions(path: str, secret_file: str, longest: timedelta, idle: timedelta) -> Sessions:
    key = Secret.from_file(Path(secret_file)).derived("sessions")
    return Sessions(Path(path), key, longest, idle)


@cache
def _known_browsers(secret_file: str) -> KnownBrowsers:
    return KnownBrowsers(Secret.from_file(Path(secret_file)).derived("known browsers"))


@cache
def _forms(path: str, secret_file: str) -> Forms:
    return Forms(Path(path), Secret.from_file(Path(secret_file)).derived("forms"))


@cache
def _audit(path: str, secret_file: str) -> Audit:
    return Audit(Path(path), audit_key(Path(secret_file)))


@cache
def _screens(path: str) -> Screens:
    return Screens(Path(path))

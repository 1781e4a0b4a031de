"""Single sign-on: who the identity provider is, and what it says of a person.

The provider's answer is verified by Authlib, in `ui`; here its claims are read. Everything
about the provider comes from settings, and its secret from a file outside the program.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import (
    ADDRESS,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE,
    OIDC_GROUPS_CLAIM,
    OIDC_GROUPS_FILE,
    OIDC_METADATA,
    OIDC_REDIRECT,
    OIDC_SCOPE,
    PORT,
    Setting,
    setting,
)

CALLBACK = "/oauth2callback"
"""Where Streamlit has the provider send people back to."""

_PROGRAM = Path(__file__).parents[2]
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_EVERY_ADDRESS = {"0.0.0.0", "::"}
_NEEDED = (OIDC_METADATA, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE, OIDC_GROUPS_FILE)


@dataclass(frozen=True)
class Provider:
    """The identity provider, and how this program is known to it."""

    metadata: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    scope: str
    groups_claim: str
    groups_file: Path


@dataclass(frozen=True)
class Identity:
    """Whom the provider has signed in. `subject` never changes, `name` is for people.

    `expires` is in seconds since 1970, as tokens have it.
    """

    subject: str
    name: str
    groups: tuple[str, ...]
    expires: float


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """Return the provider that the settings name; None where they name none.

    Raises SetupRefused for half a provider, a secret that others may read, or a discovery
    that somebody on the way could answer.
    """
    told = {one: setting(one, environment) for one in _NEEDED}
    if not any(told.values()):
        return None
    if missing := [one.name for one in _NEEDED if not told[one]]:
        raise SetupRefused(
            f"统一身份认证还缺设置：{'、'.join(missing)}。"
            f" Single sign-on lacks settings: {', '.join(missing)}."
        )
    return Provider(
        _discovery(told[OIDC_METADATA]),
        told[OIDC_CLIENT_ID],
        _secret_in(Path(told[OIDC_CLIENT_SECRET_FILE])),
        _redirect(environment),
        setting(OIDC_SCOPE, environment),
        setting(OIDC_GROUPS_CLAIM, environment),
        Path(told[OIDC_GROUPS_FILE]),
    )


def identity_of(claims: Mapping[str, object], groups_claim: str) -> Identity:
    """Read the claims of a verified ID token. Raises KeyError, TypeError or ValueError."""
    subject, expires = claims["sub"], claims["exp"]
    if not isinstance(subject, str) or not subject:
        raise TypeError("sub")
    if not isinstance(expires, int | float):
        raise TypeError("exp")
    told = (claims.get(name) for name in ("name", "preferred_username", "email"))
    name = next((one for one in told if isinstance(one, str) and one.strip()), subject)
    return Identity(subject, name.strip(), _groups(claims, groups_claim), expires)


def _groups(claims: Mapping[str, object], path: str) -> tuple[str, ...]:
    """Return the groups that a claim lists. A name with dots in it may be one claim."""
    found: object = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, list | tuple):
        return ()
    return tuple(dict.fromkeys(one for one in listed if isinstance(one, str) and one))


def _discovery(address: str) -> str:
    """The discovery says whose signatures count: it must come from who it says it is."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return address
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return address
    raise _wrong(OIDC_METADATA, "应为 https 地址", "it is an https address")


def _redirect(environment: Mapping[str, str]) -> str:
    told = setting(OIDC_REDIRECT, environment)
    if not told:
        address = setting(ADDRESS, environment)
        if address in _EVERY_ADDRESS:
            raise _wrong(
                OIDC_REDIRECT,
                "监听所有地址时须写明浏览器所用的地址",
                "served on every address, it says the one that browsers use",
            )
        host = f"[{address}]" if ":" in address else address
        return f"http://{host}:{setting(PORT, environment)}{CALLBACK}"
    parts = urlsplit(told)
    is_whole = parts.scheme in {"http", "https"} and parts.hostname
    if not is_whole or not parts.path.endswith(CALLBACK) or parts.query or parts.fragment:
        raise _wrong(OIDC_REDIRECT, f"应以 {CALLBACK} 结尾", f"it ends in {CALLBACK}")
    return told


def _secret_in(path: Path) -> str:
    """Read the client's secret from a file that nobody takes along by mistake."""
    where = OIDC_CLIENT_SECRET_FILE
    try:
        whole = path.resolve(strict=True)
        if whole.is_relative_to(_PROGRAM):
            raise _wrong(
                where, "文件须在程序目录之外", "it lies outside the program's folder"
            )
        if whole.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise _wrong(
                where, "只许本用户读取（chmod 600）", "it is for its owner alone: chmod 600"
            )
        secret = whole.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(where, "文件无法读取", "its file cannot be read") from error
    if not secret:
        raise _wrong(where, "文件是空的", "its file is empty")
    return secret


def _wrong(which: Setting, hans: str, en: str) -> SetupRefused:
    return SetupRefused(f"设置 {which.name} 有误：{hans}。 This setting is wrong: {en}.")

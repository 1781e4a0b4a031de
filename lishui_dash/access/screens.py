"""Screens that open with a token in their address, and never with a login page.

A token shows the wall and nothing else. It is told once, when the screen is registered;
what is kept is its SHA-256, in a small file beside the store, which the running server
reads again when it has changed: a command can so shut a screen of a store that it may not
open.
"""

from __future__ import annotations

import csv
import fcntl
import hmac
import io
import logging
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import monotonic

from lishui_dash.access.names import as_typed
from lishui_dash.errors import SetupRefused

LOG = logging.getLogger("lishui_dash")
_COLUMNS = ["name", "sha256", "made_at", "revoked_at"]
_BYTES_OF_TOKEN = 32
_LOOK_SECONDS = 1.0
_LONGEST_NAME = 60
_HASH = re.compile(r"[0-9a-f]{64}")
_Stamp = tuple[int, int, int] | None
"""Inode, time of change (of content or rights) and size; None while there is no file."""

_UNTOLD: _Stamp = (-1, -1, -1)
"""The stamp of a file that may not be looked at."""


Tell = Callable[[str], None]
"""Is told the name of a screen before anything is changed; where it raises, nothing is."""


def _nobody(_name: str) -> None:
    """Be told, and tell nobody."""


@dataclass(frozen=True)
class Screen:
    """A screen with a token. `revoked_at` is None while the token opens the wall."""

    name: str
    sha256: str
    made_at: datetime
    revoked_at: datetime | None = None


class Screens:
    """The registered screens, kept in a file.

    A command writes with `add` and `revoke`, and raises SetupRefused for a file that cannot
    be read; a server asks `holder`, which never raises: of a damaged file it keeps the last
    good state, and without one it lets nobody in.
    """

    def __init__(self, path: Path, look_seconds: float = _LOOK_SECONDS) -> None:
        self._path = path
        self._look_seconds = look_seconds
        self._looked_at = float("-inf")
        self._stamp: _Stamp = None
        self._known: tuple[Screen, ...] | None = ()

    def holder(self, token: str) -> Screen | None:
        """Return the screen whose token this is; None when it is unknown or revoked.

        Every screen is compared, so that the time taken tells nothing.
        """
        given, found = _hash_of(token), None
        for screen in self._current() or ():
            if hmac.compare_digest(screen.sha256, given) and screen.revoked_at is None:
                found = screen
        return found

    def listed(self) -> tuple[Screen, ...]:
        """Return all screens, also those revoked, in the order of their making."""
        return _read(self._path)

    def add(self, name: str, at: datetime, tell: Tell = _nobody) -> str:
        """Register a screen and return its token, which nothing can tell again.

        A name whose token was revoked may be given again, with a new token.
        """
        name = _plain(name)
        token = secrets.token_urlsafe(_BYTES_OF_TOKEN)

        def added(screens: tuple[Screen, ...]) -> tuple[Screen, ...]:
            if _active(screens, name):
                raise SetupRefused(
                    f"已有名为“{name}”的大屏，请换一个名称，或先停用它。"
                    f" There is a screen named {name!r}: take another name, or revoke it."
                )
            return (*screens, Screen(name, _hash_of(token), at))

        self._rewrite(added, partial(tell, name))
        return token

    def revoke(self, name: str, at: datetime, tell: Tell = _nobody) -> None:
        """Shut out the screen of this name."""
        name = _plain(name)

        def revoked(screens: tuple[Screen, ...]) -> tuple[Screen, ...]:
            if not _active(screens, name):
                names = "、".join(s.name for s in screens if s.revoked_at is None) or "—"
                raise SetupRefused(
                    f"没有正在使用的大屏“{name}”；现有：{names}。"
                    f" No screen in use is named {name!r}; there are: {names}."
                )
            return tuple(
                replace(screen, revoked_at=at)
                if screen.name == name and screen.revoked_at is None
                else screen
                for screen in screens
            )

        self._rewrite(revoked, partial(tell, name))

    def _current(self) -> tuple[Screen, ...] | None:
        """Return the screens as last read; None when they were never read well.

        Two threads may read at once: both come to the same, so no lock is held.
        """
        now = monotonic()
        if now - self._looked_at < self._look_seconds:
            return self._known
        self._looked_at = now
        stamp = _stamp_of(self._path)
        if stamp == self._stamp:
            return self._known
        self._stamp = stamp
        try:
            if stamp is None:
                raise SetupRefused(f"大屏名册不见了 it is gone: {self._path}")
            self._known = _read(self._path)
        except SetupRefused as error:
            LOG.error("大屏名册不可用，沿用此前读到的 screens as read before: %s", error)
            self._known = self._known or None
        return self._known

    def _rewrite(
        self,
        change: Callable[[tuple[Screen, ...]], tuple[Screen, ...]],
        tell: Callable[[], None],
    ) -> None:
        """Change the file as a whole; whoever reads it sees it as before or as after."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self._path):
                screens = change(_read(self._path))
                tell()
                _write(self._path, screens)
        except OSError as error:
            raise SetupRefused(
                f"大屏名册无法写入 {self._path}。 It cannot be written. ({error.strerror})"
            ) from error


def _plain(name: str) -> str:
    """Return a name as one line of whole characters.

    Raises SetupRefused for an empty or overlong name.
    """
    typed = as_typed(name)
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in typed)
    plain = " ".join(unicodedata.normalize("NFC", shown).split())
    if not 0 < len(plain) <= _LONGEST_NAME:
        raise SetupRefused(
            f"大屏名称应为 1 至 {_LONGEST_NAME} 个字。"
            f" The name of a screen has 1 to {_LONGEST_NAME} characters."
        )
    return plain


def _active(screens: Iterable[Screen], name: str) -> bool:
    return any(s.name == name and s.revoked_at is None for s in screens)


def _hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _stamp_of(path: Path) -> _Stamp:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return _UNTOLD
    return stat.st_ino, stat.st_ctime_ns, stat.st_size


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other writers out. The lock has a file of its own: the other is replaced."""
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> tuple[Screen, ...]:
    """Return the screens of a file, none when there is no file.

    Raises SetupRefused, with the line, when any of it is not as it was written: half a
    register would let a revoked screen in.
    """
    try:
        content = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SetupRefused(
            f"大屏名册无法读取 {path}。 It cannot be read. ({error.strerror})"
        ) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, 1) from error
    rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    screens: list[Screen] = []
    try:
        if next(rows, None) != _COLUMNS:
            raise ValueError("heading")
        for row in rows:
            screen = _screen(row)
            if screen.revoked_at is None and _active(screens, screen.name):
                raise ValueError("name")
            screens.append(screen)
    except (ValueError, csv.Error) as error:
        raise _damaged(path, max(rows.line_num, 1)) from error
    return tuple(screens)


def _screen(row: list[str]) -> Screen:
    """Raises ValueError for a row that no command has written."""
    name, hashed, made, revoked = row
    if not name or not _HASH.fullmatch(hashed):
        raise ValueError(row)
    return Screen(
        name,
        hashed,
        datetime.fromisoformat(made),
        datetime.fromisoformat(revoked) if revoked else None,
    )


def _damaged(path: Path, line: int) -> SetupRefused:
    return SetupRefused(
        f"大屏名册损坏：{path} 第 {line} 行。请用备份恢复，或移走后重新登记各大屏。"
        f" The register of screens is damaged at line {line}: restore it, or move it away"
        " and register the screens anew."
    )


def _write(path: Path, screens: tuple[Screen, ...]) -> None:
    handle, made = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    whole = Path(made)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(_COLUMNS)
            for screen in screens:
                made_at = screen.made_at.isoformat()
                revoked_at = screen.revoked_at.isoformat() if screen.revoked_at else ""
                rows.writerow([screen.name, screen.sha256, made_at, revoked_at])
            file.flush()
            os.fsync(file.fileno())
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)

"""The inbox: what is laid into the folder of a unit is taken in as that unit's.

The folder is looked at again and again. That a file is written to its end nobody says: it
is taken when its size and its time of change have stayed the same between two looks.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lishui_dash.actions.letter import Letter
from lishui_dash.actions.mishap import LOG, log_mishap
from lishui_dash.actions.named import name_of
from lishui_dash.actions.putting_away import ACCEPTED, REJECTED, put_away, tell_beside
from lishui_dash.actions.refusals import failed, too_large, unreadable
from lishui_dash.actions.reply import Answer, Reply
from lishui_dash.actions.sealing import shown_name
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.store.engine import Engine

SENDER = "收件夹"
_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp")
_OURS = (ACCEPTED, REJECTED)
_HIDDEN = (".", "~")
"""How the names of hidden files begin, and those that office programs lock files with."""


@dataclass(frozen=True)
class _Look:
    """What tells that a file is still the same."""

    size: int
    changed: int


@dataclass(frozen=True)
class _Told:
    """A reply to a file that lies in the inbox still; `content` None: it stays there."""

    look: _Look
    reply: Reply
    content: bytes | None


class Inbox:
    """The folders `folder/<code or name of a unit>/`. Call `look` again and again.

    A file beside those folders must say itself whose it is.
    """

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        answer: Answer,
        keys: KeyRing,
        clock: Callable[[], datetime],
        largest: int,
    ) -> None:
        """`largest` is in bytes."""
        self._folder = folder
        self._engine = engine
        self._answer = answer
        self._keys = keys
        self._clock = clock
        self._largest = largest
        self._seen: dict[Path, _Look] = {}
        self._told: dict[Path, _Told] = {}
        self._complaints: dict[Path, str] = {}

    def look(self) -> None:
        """Take what has not changed since the last look.

        A file at which something fails is told of once, and does not stop the others.
        """
        before, self._seen = self._seen, dict(self._files())
        for path in self._told.keys() - self._seen.keys():
            del self._told[path]
            self._complaints.pop(path, None)
        # A fault of ours ends the thread of one file, and not the watch.
        with ThreadPoolExecutor(1, "inbox") as apart:
            for path, look in self._seen.items():
                if before.get(path) == look:
                    error = apart.submit(self._take, path, look).exception()
                    if error is not None:
                        apart.submit(self._give_up, path, look, error).exception()

    def _files(self) -> Iterator[tuple[Path, _Look]]:
        for folder in [self._folder, *filter(_is_unit, self._inside(self._folder))]:
            for path in self._inside(folder):
                look = None if _is_passed_over(path.name) else _look_at(path)
                if look is not None:
                    yield path, look

    def _inside(self, folder: Path) -> list[Path]:
        try:
            return sorted(folder.iterdir())
        except OSError as error:
            self._complain(folder, error)
            return []

    def _take(self, path: Path, look: _Look) -> None:
        told = self._told.get(path)
        if told is None or told.look != look:
            try:
                told = self._judged(path, look)
            except StoreUnavailable as error:
                self._complain(path, error)
                return
            if told is None:
                return
            # Kept until the file is gone: what is taken in is not handed in again where
            # it cannot be moved.
            self._told[path] = told
            if told.content is None:
                self._leave(path, told.reply)
        if told.content is not None:
            self._move(path, look, told.content, told.reply)

    def _judged(self, path: Path, look: _Look) -> _Told | None:
        """Hand the file in; None where it has changed meanwhile."""
        if look.size > self._largest:
            return _Told(look, too_large(name_of(path), look.size, self._largest), None)
        try:
            content = path.read_bytes()
        except OSError as error:
            self._complain(path, error)
            return _Told(look, unreadable(name_of(path)), None)
        if _look_at(path) != look:
            return None
        unit = None if path.parent == self._folder else name_of(path.parent)
        letter = Letter(name_of(path), SENDER, unit=unit)
        arrival = letter.arrival(content, self._engine, self._clock())
        return _Told(look, self._answer(arrival), content)

    def _move(self, path: Path, look: _Look, content: bytes, reply: Reply) -> None:
        try:
            put_away(path, content, reply, self._keys)
            if _look_at(path) == look:
                path.unlink()
        except OSError as error:
            self._complain(path, error)

    def _leave(self, path: Path, reply: Reply) -> None:
        try:
            tell_beside(path, reply)
        except OSError as error:
            self._complain(path, error)

    def _give_up(self, path: Path, look: _Look, error: BaseException) -> None:
        """Leave a file at which we fail where it is, until it changes."""
        log_mishap(f"收件夹文件 {shown_name(name_of(path))} 处理出错", error)
        reply = failed(name_of(path))
        self._told[path] = _Told(look, reply, None)
        self._leave(path, reply)

    def _complain(self, path: Path, error: Exception) -> None:
        """Say once what is wrong with a file or folder, and again when it is another."""
        told = f"{type(error).__name__} {getattr(error, 'errno', None) or ''}"
        if self._complaints.get(path) != told:
            self._complaints[path] = told
            place = f"{name_of(path.parent)}/{shown_name(name_of(path))}"
            LOG.warning("收件夹 %s 暂时无法处理：%s", place, told)


def _look_at(path: Path) -> _Look | None:
    """Return what a file looks like; None for what is no file, or is gone.

    A link is none: it may lead to what nobody meant to hand in.
    """
    try:
        found = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return _Look(found.st_size, found.st_mtime_ns)


def _is_unit(path: Path) -> bool:
    is_passed_over = path.name in _OURS or path.name.startswith(_HIDDEN)
    return not is_passed_over and path.is_dir() and not path.is_symlink()


def _is_passed_over(name: str) -> bool:
    is_unfinished = name.lower().endswith(_UNFINISHED)
    return name in _OURS or name.startswith(_HIDDEN) or is_unfinished

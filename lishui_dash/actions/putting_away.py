"""A file of the inbox is put away, sealed, with the report of it beside it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from stat import S_IMODE

from lishui_dash.actions.named import name_of
from lishui_dash.actions.reply import Reply
from lishui_dash.actions.sealing import LOCKED, sealed, shown_name
from lishui_dash.intake.privacy import KeyRing

ACCEPTED, REJECTED = "accepted", "rejected"


def put_away(path: Path, content: bytes, reply: Reply, keys: KeyRing) -> None:
    """Put what was judged into accepted/ or rejected/ of its folder, and tell why there.

    The file itself is left to the caller to remove. Doing it twice leaves one. Raises
    OSError, when the folder may hold a part of it.
    """
    folder = path.parent / (ACCEPTED if reply.is_accepted else REJECTED)
    name, kept = sealed(name_of(path), content, keys)
    base = _free_name(folder, name.removesuffix(LOCKED), reply)
    ending = LOCKED if name.endswith(LOCKED) else ""
    write_whole(folder / f"{base}{ending}", kept)
    _write_report(folder, base, reply)


def tell_beside(path: Path, reply: Reply) -> None:
    """Write the report alone: the file stays where it is. Raises OSError."""
    folder = path.parent / REJECTED
    _write_report(folder, _free_name(folder, shown_name(name_of(path)), reply), reply)


def write_whole(path: Path, content: bytes, put_away_at: float | None = None) -> None:
    """Write a file so that it is whole or not there, also after the power has failed.

    `put_away_at`, in seconds of the epoch, is its time of change; None means now. It is for
    whom its folder is.
    """
    unfinished = path.with_name(f".{path.name}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _open_alike(unfinished, path.parent)
    if put_away_at is not None:
        os.utime(unfinished, (put_away_at, put_away_at))
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _open_alike(made: Path, folder: Path) -> None:
    """Open what was made to whom the folder is open: the units read their answers there."""
    may = S_IMODE(folder.stat().st_mode)
    # A shared disk may know no such thing; then it has rules of its own.
    with suppress(PermissionError):
        made.chmod(may if made.is_dir() else may & 0o666)


def _write_report(folder: Path, base: str, reply: Reply) -> None:
    # A mark in front and both line ends: old editors of Windows need them.
    text = "\r\n".join([*reply.text.splitlines(), ""]).encode("utf-8-sig")
    write_whole(folder / f"{base}.txt", text)
    data = json.dumps(reply.report, ensure_ascii=False, indent=1).encode()
    write_whole(folder / f"{base}.json", data)


def _free_name(folder: Path, name: str, reply: Reply) -> str:
    """Return the name, or with -2, -3 where another file has it; the same file keeps it."""
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        _open_alike(folder, folder.parent)
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    for number in count(1):
        tried = name if number == 1 else f"{stem}-{number}{ending}"
        if _is_free(folder, tried) or _is_same(folder, tried, reply):
            return tried
    raise AssertionError


def _is_free(folder: Path, name: str) -> bool:
    endings = ("", LOCKED, ".txt", ".json")
    return not any((folder / f"{name}{ending}").exists() for ending in endings)


def _is_same(folder: Path, name: str, reply: Reply) -> bool:
    """Whether the report under this name is of the same bytes."""
    try:
        known = json.loads((folder / f"{name}.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(known, dict) and known.get("sha256") == reply.report.get("sha256")

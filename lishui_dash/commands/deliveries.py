"""Files are judged, or handed in to whoever owns the store."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, time
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from cryptography.exceptions import InvalidTag

from lishui_dash.access.audit import Did, Event
from lishui_dash.actions.carrier import Carrier
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.letter import Letter
from lishui_dash.actions.named import name_of
from lishui_dash.actions.refusals import too_large
from lishui_dash.actions.reply import Answer, Reply
from lishui_dash.actions.sealing import LOCKED
from lishui_dash.commands.opened import key_file, own_desk, store
from lishui_dash.commands.recorded import acting, audit_log, operator
from lishui_dash.intake.arrival import How
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import LARGEST_MIB, setting
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.handed_in import at_the_door
from lishui_dash.views.verdict import verdict_of, verdict_text

_SENDER = "命令行"
_PATIENCE = 20
"""Seconds for which a dashboard that starts, stops or loads its demo is waited for."""
_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]

_Command = Callable[..., None]


def _about_files(command: _Command) -> _Command:
    """Add what both commands are told: the files, and what is said along with them."""
    a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print what a script reads."),
        click.option(
            "--register", is_flag=True, help="Take unknown names as newly registered."
        ),
        click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None),
        click.option("--unit", default=None, help="Who reports, by code or name."),
        click.option("--feed", default=None, help="The report, by name or title."),
        click.argument("files", nargs=-1, required=True, type=a_file),
    ):
        command = option(command)
    return command


@click.command()
@_about_files
@click.option(
    "--as-of",
    type=click.DateTime(_MOMENTS),
    default=None,
    help="The moment of arrival; a day alone means its end.",
)
def check(
    files: tuple[Path, ...],
    feed: str | None,
    unit: str | None,
    day: datetime | None,
    register: bool,
    as_json: bool,
    as_of: datetime | None,
) -> None:
    """Judge files without storing anything; exit 1 when one would be refused."""
    desk = open_desk()
    now = _end_of_day(as_of) if as_of else clock_of_store()
    told = []
    for file in files:
        letter = Letter(
            name_of(file),
            _SENDER,
            feed,
            unit,
            day.date() if day else None,
            register=register,
        )
        arrival = letter.arrival(_content_of(file), desk.engine, now)
        parts = [(part, desk.check(part)) for part in desk.parts(arrival)]
        told.append(verdict_of(parts, desk.engine.registers))
    desk.engine.close()
    _print(told, as_json, map(verdict_text, told))
    sys.exit(0 if all(one["verdict"] == "accepted" for one in told) else 1)


@click.command()
@_about_files
@click.option("--how", type=click.Choice([how.value for how in How]), default=None)
@click.option("--reason", default="", help="Why rows are corrected or odd, or lists come.")
@click.option(
    "--received-at",
    type=click.DateTime(_MOMENTS[1:]),
    default=None,
    help="The moment of arrival, where it is not now.",
)
def receive(
    files: tuple[Path, ...],
    feed: str | None,
    unit: str | None,
    day: datetime | None,
    register: bool,
    as_json: bool,
    how: str | None,
    reason: str,
    received_at: datetime | None,
) -> None:
    """Hand files in; print a receipt for each, or every problem and exit 1.

    While the dashboard runs the files go through it; else the store is opened here.
    """
    largest = _largest()
    replies: list[Reply] = []
    with Carrier(
        store(), _word, own_desk, _answering, clock_of_store, _PATIENCE
    ) as carrier:
        for file in files:
            size = file.stat().st_size
            if size > largest:
                replies.append(too_large(name_of(file), size, largest))
                continue
            letter = Letter(
                file_name=name_of(file),
                sender=_SENDER,
                feed=feed,
                unit=unit,
                day=day.date() if day else None,
                how=How(how) if how else None,
                reason=reason,
                received_at=received_at,
                register=register,
                account=acting(),
            )
            replies.append(carrier.hand_in(letter, _content_of(file)))
    _print([r.report for r in replies], as_json, (r.text for r in replies))
    sys.exit(0 if all(reply.is_accepted for reply in replies) else 1)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None)
def unlock(file: Path, out: Path | None) -> None:
    """Write FILE, which the inbox has locked, as it came. The key file is needed.

    It may name persons as they are: that it was taken goes on record first, with its hash.
    """
    name = file.name.removesuffix(LOCKED)
    if out is None and not name.strip("."):
        raise click.ClickException(
            "请用 --out 指定解锁后的文件名。 Say with --out what it is to be called."
        )
    into = out or file.with_name(name)
    if not key_file().exists():
        raise click.ClickException(f"没有密钥文件 {key_file()}。 There is no key.")
    if into.exists():
        raise click.ClickException(f"{into} 已存在。 It exists already.")
    try:
        content = KeyRing.from_file(key_file()).unlock(file.read_bytes())
    except InvalidTag:
        raise click.ClickException(
            "不是用本密钥锁定的文件。 It was not locked with this key."
        ) from None
    told = f"解锁原件，SHA-256 {sha256(content).hexdigest()}"
    event = Event(clock_of_store(), operator(), Did.TOOK_PERSONS, name_of(into), told)
    audit_log().write(event)
    into.touch(0o600)
    into.write_bytes(content)
    click.echo(str(into))


def _content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"无法读取 {file}。 It cannot be read. ({error.strerror})"
        ) from error


def _end_of_day(moment: datetime) -> datetime:
    return moment if moment.time() != time.min else moment.replace(hour=23, minute=59)


def _largest() -> int:
    return int(setting(LARGEST_MIB, os.environ)) * 1024**2


def _word() -> bytes | None:
    return KeyRing.from_file(key_file()).door_word() if key_file().exists() else None


def _answering(desk: Desk) -> Answer:
    return partial(at_the_door, desk)


def _print(told: list[Any], as_json: bool, texts: Iterable[str]) -> None:
    if as_json:
        click.echo(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False))
        return
    for text in texts:
        click.echo(text)

"""The audit log is read, verified and taken along; the dashboard may run meanwhile."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click

from lishui_dash.access.audit import Audit, Did, Entry, Event, Head, audit_key
from lishui_dash.access.log_file import held
from lishui_dash.commands.opened import store
from lishui_dash.commands.recorded import log_file, operator, secret_file
from lishui_dash.errors import SetupRefused
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.views.audit import audit_table, verdict_said
from lishui_dash.views.exports import csv_bytes

_NOTED = re.compile("([0-9]{1,15}):([0-9a-f]{64})")
_EMPTY = (
    "注意：数据库已建，日志却没有任何记录；如已有人报送或登录，说明日志被整个移走。"
    " Note: there is a store, and no line at all; if anybody has handed in or signed in,"
    " the log was removed."
)
_ENDINGS = (".csv", ".jsonl")


@click.group()
def audit() -> None:
    """Read, verify and export the log of who did what.

    Nothing can change it: a line that was edited, removed or put in is named by `verify`.
    """


@audit.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--noted", default=None, help="What an earlier verify said to note down.")
@click.option("--after", default=0, help="Pass over breaks up to this line.")
def verify(file: Path | None, noted: str | None, after: int) -> None:
    """Go through the whole log, or through FILE, a copy that `export` made.

    Exit 0 when every line is as it was written; else name the first broken one, and exit 1.
    """
    is_used = file is None and access_files.accounts().has_any()
    log = _log(file or log_file())
    verdict = log.verify(after=after, noted=_head(noted), is_used=is_used)
    click.echo(f"{verdict_said(verdict, 'hans')} {verdict_said(verdict, 'en')}")
    if verdict.first_broken is not None:
        sys.exit(1)
    if file is None and not verdict.count and store().exists():
        click.echo(_EMPTY, err=True)
    click.echo(f"记下以备核对 note down: {verdict.count}:{verdict.hash}")


@audit.command("list")
@click.option("--most", default=50, help="How many, at most.")
@click.option("--who", default=None, help="Only what this person did.")
@click.option(
    "--did",
    type=click.Choice([did.value for did in Did]),
    default=None,
    help="Only events of this kind.",
)
def list_(most: int, who: str | None, did: str | None) -> None:
    """List what was done, newest first."""
    wanted = Did(did) if did else None
    found = (
        entry
        for entry in _log(log_file()).newest_first()
        if who in (None, entry.who) and wanted in (None, entry.did)
    )
    for entry in islice(found, max(most, 0)):
        click.echo(_line(entry))


@audit.command()
@click.argument("file", type=click.Path(path_type=Path))
def export(file: Path) -> None:
    """Write the whole log to FILE, a new one: .csv to be read, .jsonl to be verified.

    That it was taken is written in the log first, and so stands in the file itself.
    """
    if file.suffix not in _ENDINGS:
        raise click.BadParameter(
            "文件名应以 .csv 或 .jsonl 结尾。 It ends in .csv or .jsonl."
        )
    log = _log(log_file())
    for path in (file, _head_of(file)):
        if path.exists():
            raise SetupRefused(f"文件已存在，不覆盖：{path}。 It exists, and is kept.")
    if not file.absolute().parent.is_dir():
        raise SetupRefused(f"没有这个文件夹：{file.parent}。 There is no such folder.")
    number = log.write(Event(clock_of_store(), operator(), Did.AUDIT_TAKEN, file.name))
    try:
        _write(log, file)
    except OSError as error:
        raise SetupRefused(
            f"无法写入 {file}。 It cannot be written. ({error.strerror})"
        ) from error
    click.echo(
        f"已导出 {file}，含第 {number} 条“导出审计日志”。 Exported; line {number} says so."
    )


def _log(path: Path) -> Audit:
    """Raises SetupRefused where there is no key: a new one would fit no line."""
    if not secret_file().exists():
        raise SetupRefused(
            f"没有密钥文件 {secret_file()}，无法核对审计日志。"
            " Without the key the audit log cannot be judged."
        )
    return Audit(path, audit_key(secret_file()))


def _head(noted: str | None) -> Head | None:
    if noted is None:
        return None
    found = _NOTED.fullmatch(noted.strip())
    if found is None:
        raise click.BadParameter("应为“条数:校验值”。 It is a number, a colon and a hash.")
    return Head(int(found[1]), found[2])


def _head_of(file: Path) -> Path:
    return Path(f"{file}.head")


def _write(log: Audit, file: Path) -> None:
    if file.suffix == ".csv":
        oldest_first = log.entries()[::-1]
        _put([csv_bytes(audit_table(oldest_first, "hans"))], file)
        return
    copied = log.copied()
    head = next(copied)
    _put(copied, file)
    _put([head], _head_of(file))


def _put(parts: Iterable[bytes], file: Path) -> None:
    """Write a new file for its owner alone: who did what is nobody else's business."""
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with held(file, new) as handle, os.fdopen(handle, "wb", closefd=False) as sink:
        sink.writelines(parts)


def _line(entry: Entry) -> str:
    altered = "" if entry.is_as_written else "已被改动 altered"
    what = f"{entry.did.words.hans} {entry.did.words.en}"
    told = (entry.who, what, entry.about, entry.detail, altered)
    return "  ".join(
        (str(entry.number), f"{entry.at:%Y-%m-%d %H:%M:%S}", *filter(None, told))
    )

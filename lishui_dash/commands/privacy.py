"""Rows about persons are reduced to counts, and the key is rotated.

Both write the whole store, so the dashboard must be stopped.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from lishui_dash.access.audit import Did, Event
from lishui_dash.actions.copies import lock_copies_anew
from lishui_dash.actions.retention import LEAST_DAYS, Retained, due, until_of
from lishui_dash.actions.rotation import Rotated, rotate
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.commands.opened import key_file, own_desk
from lishui_dash.commands.recorded import audit_log, operator
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.spec.settings import INBOX, RETENTION_DAYS, setting
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.keeping import keeping, reduce


@click.command()
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help=f"The first day whose rows are kept, {LEAST_DAYS} days ago or more; else as "
    f"{RETENTION_DAYS.name} says.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be reduced.")
@click.option("--yes", is_flag=True, help="Do not ask where --until goes further.")
def retain(until: datetime | None, dry_run: bool, yes: bool) -> None:
    """Reduce rows about persons that are past the time of keeping to counts.

    The running dashboard does so every night. What is reduced does not come back, and the
    days that stood on it take in nothing more; their figures stay.
    """
    told, now = keeping(), clock_of_store().replace(microsecond=0)
    usual = until_of(now.date(), told.days)
    day = until.date() if until else usual
    latest = until_of(now.date(), LEAST_DAYS)
    if day > latest:
        raise click.ClickException(
            f"最近 {LEAST_DAYS} 天的明细不能精简：--until 不得晚于 {latest}。"
            f" Rows of the last {LEAST_DAYS} days stay: --until is {latest} at the latest."
        )
    engine = own_desk().engine
    try:
        found = due(engine, day, ended=told.ended)
        _say(found, day)
        if dry_run:
            return
        is_further = found.seal != due(engine, usual, ended=told.ended).seal
        if is_further and not yes:
            click.confirm("不可恢复，继续吗 It does not come back. Go on?", abort=True)
        reduce(engine, day, told.ended, now, operator())
    finally:
        engine.close()


@click.command("rotate-key")
def rotate_key() -> None:
    """Put a new key above those before: pseudonyms and originals are carried over to it."""
    now = clock_of_store().replace(microsecond=0)
    audit = audit_log()

    def tell(done: Rotated) -> None:
        about, detail = f"第 {done.number} 把", f"人员代码 {done.pseudonyms_n} 个"
        audit.write(Event(now, operator(), Did.KEY_ROTATED, about, detail))

    engine = own_desk().engine
    try:
        done = rotate(engine, key_file(), now, tell=tell)
    finally:
        engine.close()
    click.echo(
        f"已启用第 {done.number} 把密钥：人员代码 {done.pseudonyms_n:,} 个，"
        f"原件 {done.originals_n:,} 件。 Key {done.number} is in force."
    )
    inbox = Path(setting(INBOX, os.environ))
    copies_n, left_n = lock_copies_anew(inbox, KeyRing.from_file(key_file()))
    click.echo(
        f"收件夹中的加密文件 {copies_n:,} 件已用新密钥重新锁定。"
        f" {copies_n:,} locked files of the inbox were locked anew."
    )
    if unreadable_n := done.unreadable_n + left_n:
        click.echo(
            f"有 {unreadable_n:,} 件原件用现有密钥都打不开，未动。"
            f" {unreadable_n:,} originals open with none of the keys, and were left.",
            err=True,
        )
    click.echo(
        f"请另存一份 {key_file()}；此前下载的填报表仍可上报，其中旧的人员代码会自动更新。"
        " Keep a copy of the key file apart. Forms that were handed out before can still "
        "be handed in: their codes of persons are taken for the new ones.",
        err=True,
    )


def _say(found: Retained, day: date) -> None:
    sealed = found.seal.sealed_before
    for name, rows_n in found.rows:
        click.echo(f"{CATALOGUE.feeds[name].words.hans} {name}: {rows_n:,}")
    click.echo(
        f"{day} 以前 before {day}: 明细 rows {found.rows_n:,}，"
        f"旧版本 earlier versions {found.superseded_n:,}，"
        f"原件 originals {found.originals_n:,}，引用 quotations {found.quotes_n:,}；"
        f"{sealed} 以前封存 days before {sealed} are sealed"
    )

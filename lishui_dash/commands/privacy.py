"""Rows about persons are reduced to counts, and the key is rotated.

Both write the whole store, so the dashboard must be stopped.
"""

from __future__ import annotations

from datetime import date, datetime

import click

from lishui_dash.access.audit import Did, Event
from lishui_dash.actions.retention import Retained, due, until_of
from lishui_dash.actions.rotation import Rotated, rotate
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.commands.opened import key_file, own_desk
from lishui_dash.commands.recorded import audit_log, operator
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.keeping import keeping, reduce


@click.command()
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The first day whose rows are kept; else as LISHUI_RETENTION_DAYS says.",
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
    if day > now.date():
        raise click.ClickException(f"{day} 还没有到。 {day} is yet to come.")
    engine = own_desk().engine
    try:
        found = due(engine, day, ended=told.ended)
        _say(found, day)
        if dry_run:
            return
        if found and day > usual and not yes:
            click.confirm("不可恢复，继续吗 It does not come back. Go on?", abort=True)
        if not reduce(engine, day, told.ended, now, operator()):
            # A reduction that broke off may have left something behind.
            engine.scrub()
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
    if done.unreadable_n:
        click.echo(
            f"有 {done.unreadable_n:,} 件原件用现有密钥都打不开，未动。"
            f" {done.unreadable_n:,} originals open with none of the keys, and were left.",
            err=True,
        )
    click.echo(
        f"请另存一份 {key_file()}；此前下载的填报表含有旧的人员代码，请各单位重新下载。"
        " Keep a copy of the key file apart; forms that were handed out before hold old "
        "pseudonyms, hand them out anew.",
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

"""Demo data are loaded into an empty store."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from lishui_dash.actions.desk import open_desk
from lishui_dash.commands.opened import store
from lishui_dash.demo import Progress, Scale, load
from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.spec.settings import DEMO, KEY_FILE, setting
from lishui_dash.ui.beside import forget_former, write_opens_at


@click.command()
@click.option("--scale", type=click.Choice(["small", "full", "none"]), default=None)
@click.option(
    "--if-empty", is_flag=True, help="Do nothing when the store holds deliveries."
)
def demo(scale: str | None, if_empty: bool) -> None:
    """Load the demo data: 2020-01-23 to 2020-03-31, or ten days of it."""
    forget_former()
    wanted = scale or setting(DEMO, os.environ)
    if wanted == "none":
        return
    # The keys of a demo may lie anywhere.
    desk = open_desk(store(), Path(setting(KEY_FILE, os.environ)))
    [(deliveries,)] = desk.engine.query("SELECT count(*) FROM delivery")
    if deliveries and if_empty:
        return
    if deliveries:
        raise click.ClickException(
            f"库中已有 {deliveries} 批上报，演示数据只装入空库。"
            f" The store holds {deliveries} deliveries; the demo goes into an empty one."
        )
    write_opens_at(OPENS_AT)
    with click.progressbar(length=1000, label="演示数据 demo data", file=sys.stderr) as bar:
        done = 0

        def shown(progress: Progress) -> None:
            nonlocal done
            now = int(1000 * progress.done / progress.total)
            bar.update(now - done)
            done = now

        loaded = load(desk, Scale(wanted), shown)
    desk.engine.close()
    click.echo(
        f"{loaded.rows:,} 行 rows, {loaded.deliveries:,} 批 deliveries,"
        f" {loaded.seconds:.1f} s"
    )

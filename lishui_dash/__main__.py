"""python -m lishui_dash: what is done from a command line.

The store belongs to one process: these commands need the dashboard to be stopped.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Progress, Scale, load
from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.dictionary import dictionary
from lishui_dash.errors import DeliveryRejected, LishuiDashError
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.spec.settings import DEMO, KEY_FILE, STORE, setting


def _desk() -> Desk:
    return open_desk(Path(setting(STORE, os.environ)), Path(setting(KEY_FILE, os.environ)))


@click.group(help=__doc__)
def main() -> None:
    pass


@main.command()
@click.option("--scale", type=click.Choice(["small", "full", "none"]), default=None)
@click.option(
    "--if-empty", is_flag=True, help="Do nothing when the store holds deliveries."
)
def demo(scale: str | None, if_empty: bool) -> None:
    """Load the demo data: 2020-01-23 to 2020-03-31, or ten days of it."""
    wanted = scale or setting(DEMO, os.environ)
    if wanted == "none":
        return
    desk = _desk()
    [(deliveries,)] = desk.engine.query("SELECT count(*) FROM delivery")
    if deliveries and if_empty:
        return
    if deliveries:
        raise click.ClickException(
            f"库中已有 {deliveries} 批上报，演示数据只装入空库。"
            f" The store holds {deliveries} deliveries; the demo goes into an empty one."
        )
    # scripts/run takes the clock from here where none is set.
    Path(f"{setting(STORE, os.environ)}.opens").write_text(f"{OPENS_AT:%Y-%m-%dT%H:%M}\n")
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


@main.command()
@click.argument(
    "files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--feed", default=None, help="The feed, when the headings do not tell it.")
@click.option("--unit", default=None, help="The code of the unit that reports.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option(
    "--received-at",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    required=True,
    help="The moment of arrival.",
)
def receive(
    files: tuple[Path, ...],
    feed: str | None,
    unit: str | None,
    day: datetime | None,
    received_at: datetime,
) -> None:
    """Take in files; print a receipt, or every problem and exit 1."""
    desk = _desk()
    refused = False
    for file in files:
        arrival = Arrival(
            content=file.read_bytes(),
            file_name=file.name,
            received_at=received_at,
            feed=feed,
            unit=unit,
            day=day.date() if day else None,
        )
        try:
            receipt = desk.receive(arrival)
        except DeliveryRejected as rejected:
            refused = True
            click.echo(f"{file.name}: 退回 rejected")
            for problem in rejected.problems:
                click.echo(f"  {problem}")
        else:
            again = "，内容与此前相同，未作改动 unchanged" if receipt.unchanged else ""
            click.echo(
                f"{file.name}: 回执 {receipt.delivery_no}，{receipt.rows_n} 行{again}"
            )
    desk.engine.close()
    sys.exit(1 if refused else 0)


@main.command(name="dictionary")
def write_dictionary() -> None:
    """Write the data dictionary, data/README.md."""
    Path("data/README.md").write_text(dictionary(), "utf-8")


if __name__ == "__main__":
    try:
        main()
    except LishuiDashError as error:
        sys.exit(str(error))

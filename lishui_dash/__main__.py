"""python -m lishui_dash: what is done from a command line.

The store belongs to one process: these commands need the dashboard to be stopped.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, time
from pathlib import Path

import click

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.units import UNITS
from lishui_dash.demo import Progress, Scale, load
from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.dictionary import dictionary
from lishui_dash.errors import DeliveryRejected, LishuiDashError
from lishui_dash.intake.receive import Arrival, Desk
from lishui_dash.intake.township import forms_for
from lishui_dash.spec.settings import DEMO, KEY_FILE, STORE, setting
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.views.verdict import verdict_of, verdict_text


def _desk() -> Desk:
    return open_desk(Path(setting(STORE, os.environ)), Path(setting(KEY_FILE, os.environ)))


def _end_of_day(moment: datetime) -> datetime:
    return moment if moment.time() != time.min else moment.replace(hour=23, minute=59)


def _feed_called(name: str | None) -> str | None:
    """Return the name of a report given by its name or its Chinese title."""
    titles = {feed.words.hans: feed.name for feed in CATALOGUE.deliverable.values()}
    return titles.get(name or "", name)


def _unit_called(desk: Desk, name: str | None) -> str | None:
    """Return the code of a unit given by its code or name; else the name as it is."""
    if name is None:
        return None
    names = {unit.words.hans: code for code, unit in desk.engine.registers.units.items()}
    return names.get(name, name)


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


@main.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--feed", default=None, help="The report, by name or title.")
@click.option("--unit", default=None, help="The unit that reports, by code or name.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    default=None,
    help="The moment of arrival; a day alone means its end.",
)
@click.option("--register", is_flag=True, help="Take unknown names as newly registered.")
@click.option("--json", "as_json", is_flag=True, help="Print what a script can read.")
def check(
    files: tuple[Path, ...],
    feed: str | None,
    unit: str | None,
    day: datetime | None,
    as_of: datetime | None,
    register: bool,
    as_json: bool,
) -> None:
    """Judge files without storing anything; exit 1 when one would be refused."""
    desk = open_desk()
    told = []
    for file in files:
        arrival = Arrival(
            content=file.read_bytes(),
            file_name=file.name,
            received_at=_end_of_day(as_of) if as_of else clock_of_store(),
            feed=_feed_called(feed),
            unit=_unit_called(desk, unit),
            day=day.date() if day else None,
            register=register,
        )
        parts = [(part, desk.check(part)) for part in desk.parts(arrival)]
        told.append(verdict_of(parts, desk.engine.registers))
    desk.engine.close()
    if as_json:
        click.echo(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False))
    else:
        for one in told:
            click.echo(verdict_text(one))
    sys.exit(0 if all(one["verdict"] == "accepted" for one in told) else 1)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--unit", default=None, help="The code of the unit that fills them in.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None)
def templates(folder: Path, unit: str | None, day: datetime | None) -> None:
    """Write the forms into FOLDER: one for each report, and the workbook of a day."""
    if unit is not None and unit not in UNITS:
        raise click.ClickException(f"单位名录里没有 {unit}。 There is no unit {unit}.")
    folder.mkdir(parents=True, exist_ok=True)
    forms = forms_for(CATALOGUE, UNITS[unit] if unit else None, day.date() if day else None)
    for name, content in forms:
        (folder / name).write_bytes(content)
        click.echo(name)


@main.command(name="dictionary")
def write_dictionary() -> None:
    """Write the data dictionary, data/README.md."""
    Path("data/README.md").write_text(dictionary(), "utf-8")


if __name__ == "__main__":
    try:
        main()
    except LishuiDashError as error:
        sys.exit(str(error))

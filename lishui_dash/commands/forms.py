"""Forms and documents are written from the declarations."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.units import UNITS
from lishui_dash.dictionary import dictionary as dictionary_of
from lishui_dash.intake.township import forms_for


@click.command()
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


@click.command()
def dictionary() -> None:
    """Write the data dictionary, data/README.md."""
    Path("data/README.md").write_text(dictionary_of(), "utf-8")

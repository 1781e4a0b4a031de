"""What the store says of itself to whoever runs the dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lishui_dash.store.engine import Reader
from lishui_dash.store.kept import Rotation, Run, last_run, rotations_of


@dataclass(frozen=True)
class Running:
    """`version` has grown with every change since the store was made. `run` is the last
    reduction of rows about persons, `rotation` the last one of the key."""

    version: int
    deliveries_n: int
    newest_at: datetime | None
    run: Run | None
    rotation: Rotation | None


def running(reader: Reader) -> Running:
    """Return it for the whole store: a narrowed one tells of less."""
    [(version,)] = reader.query("SELECT version FROM store_version")
    [(number, newest)] = reader.query("SELECT count(*), max(received_at) FROM delivery")
    rotations = rotations_of(reader)
    return Running(
        int(version),
        int(number),
        newest,
        last_run(reader),
        rotations[-1] if rotations else None,
    )

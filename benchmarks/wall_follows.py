"""How soon many viewers of the wall are shown what was handed in.

Every viewer is one of the load client's. A file goes through the door of the running
server, as `receive` would bring it, and each viewer notes when it is sent a wall of a
newer version.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from types import ModuleType
from typing import Any

import pyarrow as pa

from benchmarks.apps import app
from lishui_dash.actions.carrier import Carrier
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.letter import Letter
from lishui_dash.actions.reply import Answer, Reply
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.demo.files import csv_file
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from tests.kept import Kept

_FEED = CATALOGUE.feeds["supplies_daily"]
_UNIT, _DAY, _ITEM = "331121-S01", date(2020, 3, 3), "n95_medical"
_WALLS = re.compile(rb'class="walls\b[^>]*data-version="(\d+)"')
_OPENING, _PATIENCE, _BETWEEN = 120, 30, 6
"""Seconds for all viewers to open, for a version to arrive, and between two changes."""


@dataclass(frozen=True)
class Followed:
    """Seconds until each viewer that followed had the version, of all `watching`."""

    version: int
    watching: int
    since_sent: tuple[float, ...]
    since_receipt: tuple[float, ...]


class _Watched:
    """A viewer of the client, and the moment at which it first had each version."""

    def __init__(self, viewer: Any) -> None:
        self.viewer = viewer
        self.had: dict[int, float] = {}
        self._hear = viewer.on_message
        viewer.on_message = self._heard

    def first_after(self, version: int) -> float | None:
        """Return when it first had a version newer than `version`."""
        return min((at for n, at in self.had.items() if n > version), default=None)

    def _heard(self, data: bytes) -> None:
        for told in _WALLS.findall(data):
            self.had.setdefault(int(told), perf_counter())
        self._hear(data)


def follow(
    client: ModuleType, kept: Kept, watching: int, changes: int
) -> Iterator[Followed]:
    """Yield what came of each change, at a server on the store `kept`."""
    files = [csv_file(_FEED, rows) for rows in _told_anew(kept, changes)]
    with app("app.py", kept) as served:
        options = ["--url", served.address, "--page", "wall"]
        yield from asyncio.run(_follow(client, options, kept, watching, files))


async def _follow(
    client: ModuleType, options: list[str], kept: Kept, watching: int, files: list[bytes]
) -> list[Followed]:
    asked = client.parse_args(options)
    watched = [_Watched(client.Viewer(n, asked, client.Stats())) for n in range(watching)]
    tasks = []
    for one in watched:
        tasks.append(asyncio.create_task(one.viewer.run()))
        await asyncio.sleep(0.02)
    opened = (one.viewer.first_done.wait() for one in watched)
    await asyncio.wait_for(asyncio.gather(*opened), _OPENING)
    found = []
    for number, content in enumerate(files):
        await asyncio.sleep(_BETWEEN)
        found.append(await _one_change(watched, kept, number, content))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found


async def _one_change(
    watched: list[_Watched], kept: Kept, number: int, content: bytes
) -> Followed:
    lost = sum(one.viewer.stats.disconnects for one in watched)
    assert not lost, f"{lost} viewers were lost"
    before = max(version for one in watched for version in one.had)
    letter = Letter(
        f"防护物资日报_青田_更正{number}.csv",
        "命令行",
        _FEED.name,
        _UNIT,
        _DAY,
        reason="漏报捐赠",
    )
    sent = perf_counter()
    reply, receipt = await asyncio.to_thread(_handed_in, kept, letter, content)
    assert reply.is_accepted, reply.text
    while perf_counter() < sent + _PATIENCE:
        if all(one.first_after(before) for one in watched):
            break
        await asyncio.sleep(0.1)
    had = [at for one in watched if (at := one.first_after(before))]
    return Followed(
        max(version for one in watched for version in one.had),
        len(watched),
        tuple(at - sent for at in had),
        tuple(at - receipt for at in had),
    )


def _handed_in(kept: Kept, letter: Letter, content: bytes) -> tuple[Reply, float]:
    """Return the reply, and when it came."""
    with Carrier(
        kept.store,
        KeyRing.from_file(kept.key_file).door_word,
        _nobody,
        _never,
        lambda: datetime(2020, 3, 4, 9),
        _PATIENCE,
    ) as carrier:
        reply = carrier.hand_in(letter, content)
    return reply, perf_counter()


def _nobody() -> Desk:
    raise StoreUnavailable("the store is with the server")


def _never(desk: Desk) -> Answer:
    raise StoreUnavailable("the store is with the server")


def _told_anew(kept: Kept, changes: int) -> Iterator[pa.Table]:
    """Yield what 青田's store reported, each time with a larger gift of masks."""
    engine = open_desk(kept.store, kept.key_file).engine
    rows = engine.arrow(
        f"""
        SELECT {", ".join(_FEED.column_names)}
        FROM {_FEED.name}
        WHERE unit_code = $unit AND report_date = $day
        ORDER BY item_code
        """,
        {"unit": _UNIT, "day": _DAY},
    )
    engine.close()
    for number in range(1, changes + 1):
        lines = rows.to_pylist()
        [line] = [line for line in lines if line["item_code"] == _ITEM]
        line["donated_qty"] = 1000 * number
        line["closing_qty"] += 1000 * number
        yield pa.Table.from_pylist(lines, schema=rows.schema)

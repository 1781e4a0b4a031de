"""A number is the same in the store, on its pages, on the wall and in files of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.spec import Format, Indicator
from lishui_dash.ui.take import said_by
from lishui_dash.ui.wall import scenes
from lishui_dash.ui.wall.address import address_of
from lishui_dash.views.exports import csv_bytes, xlsx_bytes
from lishui_dash.views.languages import text
from lishui_dash.views.overview import page_of
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]
DAY = date(2020, 3, 3)
QINGTIAN = "331121"
SCALE = {Format.PERCENT: 100.0, Format.PER_MILLE: 1000.0}


def is_of_reports(indicator: Indicator) -> bool:
    """Whether it is of no clause: one page tells it, of the whole city, and the wall's head
    in words of its own."""
    stem = CATALOGUE.stems[indicator.name]
    return page_of(CATALOGUE, stem) != stem


each_indicator = pytest.mark.parametrize(
    "indicator", CATALOGUE.indicators.values(), ids=lambda i: i.name
)


@pytest.fixture(scope="module")
def kept(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    copied = small_demo.copied_to(tmp_path_factory.mktemp("same_number"))
    with pages_on(copied):
        yield copied


@pytest.fixture(scope="module")
def stored(
    small_demo: Kept, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Reading]:
    """What the store holds of the day, by indicator and place."""
    copied = small_demo.copied_to(tmp_path_factory.mktemp("stored"))
    engine = open_desk(copied.store, copied.key_file).engine
    found = {(r.indicator, r.place): r for r in recall(engine, DAY, item="")}
    engine.close()
    return found


@pytest.fixture(scope="module")
def overview(kept: Kept) -> str:
    return drawn("overview")


@pytest.fixture(scope="module")
def wall(kept: Kept) -> str:
    return scenes.drawn(address_of({}))


def drawn(page: str, **query: str) -> str:
    """Return the HTML of a page opened at an address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def shown(pattern: str, html: str) -> str:
    """Return the one value that a page shows, without what marks it as a number."""
    [found] = set(re.findall(pattern, html, flags=re.DOTALL))
    return unescape(re.sub("<[^>]*>", "", found)).strip()


def says(shown: str, indicator: Indicator, reading: Reading | None) -> bool:
    """Whether what is shown is the stored value, to the digits that are shown."""
    if reading is None or reading.status is Status.MISSING:
        return shown == "—"
    value = reading.value
    if value is None:
        return shown == text("tile.nothing_owed", "hans")
    if shown.startswith("≥"):
        return indicator.suppress_small and value >= 5
    if shown.startswith("<"):
        few = value if indicator.format is Format.COUNT else reading.denominator
        return indicator.suppress_small and few is not None and 0 < few < 5
    if re.fullmatch(r"\d\d-\d\d", shown):
        return shown == f"{DAY + timedelta(days=round(value)):%m-%d}"
    number = shown.replace(",", "")
    digits = len(number.partition(".")[2])
    told = value * SCALE.get(indicator.format, 1.0)
    # A share just under the whole is never written as the whole.
    room = 1.0 if indicator.format in SCALE and 99.9 <= float(number) < 100 else 0.501
    return abs(float(number) - told) <= room * 10**-digits


@each_indicator
def test_the_whole_city_says_one_number_everywhere(
    indicator: Indicator, overview: str, wall: str, stored: dict[tuple[str, str], Reading]
) -> None:
    reading = stored.get((indicator.name, WHOLE))
    page = drawn(
        page_of(CATALOGUE, CATALOGUE.stems[indicator.name]), indicator=indicator.name
    )
    name = f'data-indicator="{indicator.name}"'
    told = {
        "tile": shown(rf'ld-tile[^>]*{name}.*?class="v"><span>(.*?)</span>', page),
        "card": shown(rf'id="{indicator.name}".*?class="v"><b>(.*?)</b>', page),
        "overview": shown(rf'<tr[^>]*{name}.*?class="v"><b>(.*?)</b>', overview),
    }
    if indicator.wall is not None and not is_of_reports(indicator):
        told["wall"] = shown(rf'{name}[^>]*>.*?class="v"><b>(.*?)</b>', wall)
    assert len(set(told.values())) == 1, told
    assert says(told["tile"], indicator, reading), (told, reading)


@pytest.mark.parametrize(
    "indicator",
    [i for i in CATALOGUE.indicators.values() if not is_of_reports(i)],
    ids=lambda i: i.name,
)
def test_a_place_says_the_number_of_the_store(
    indicator: Indicator, kept: Kept, stored: dict[tuple[str, str], Reading]
) -> None:
    html = drawn(CATALOGUE.stems[indicator.name], place=QINGTIAN)
    tile = shown(
        rf'ld-tile[^>]*data-indicator="{indicator.name}".*?class="v"><span>(.*?)</span>',
        html,
    )
    assert says(tile, indicator, stored.get((indicator.name, QINGTIAN)))


def test_what_is_taken_along_says_the_numbers_of_the_store(
    overview: str, stored: dict[tuple[str, str], Reading]
) -> None:
    [table] = re.findall(
        r'(<table class="lp-table lines">.*?</table>)', overview, re.DOTALL
    )
    names = re.findall(r'<tr[^>]*data-indicator="(\w+)"', table)
    assert set(names) == set(CATALOGUE.indicators)
    frame = said_by(table)()
    value = text("overview.head.value", "hans")
    files = (
        pd.read_csv(io.BytesIO(csv_bytes(frame)), dtype=str, keep_default_na=False),
        pd.read_excel(
            io.BytesIO(xlsx_bytes(frame, "x")),
            engine="calamine",
            dtype=str,
            keep_default_na=False,
        ),
    )
    for file in files:
        assert len(file) == len(names)
        for name, said in zip(names, file[value], strict=True):
            number = re.sub(r"\.0$", "", said) if said.count(".") == 1 else said
            indicator, reading = CATALOGUE.indicators[name], stored.get((name, WHOLE))
            assert says(said, indicator, reading) or says(number, indicator, reading), name

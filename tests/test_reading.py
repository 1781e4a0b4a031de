"""Whatever a page says reaches those who have no mouse: by keys, by ear, by touch."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.ui import parts, theme, tiles
from lishui_dash.views.languages import text
from lishui_dash.views.tile import tile_of
from tests.test_wall import board_with

UI = Path(theme.__file__).parent
SOURCES = sorted(UI.rglob("*.py"))
PRINTED = (UI / "print.css").read_text("utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_is_said_by_hovering_alone(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    helps = [
        n.lineno for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "help"
    ]
    titles = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant)
        and isinstance(n.value, str)
        and ' title="' in n.value.replace('title=""', "")
    ]
    assert helps + titles == []


def test_a_table_is_scrolled_by_keys_and_has_a_name() -> None:
    html = parts.table(["甲"], ["<tr><td>1</td></tr>"], "lines")
    assert html.startswith('<div class="lp-scroll" tabindex="0" role="region" aria-label="')
    assert '<th scope="col">甲</th>' in html


def test_a_trend_is_said_in_words() -> None:
    for indicator in CATALOGUE.indicators.values():
        tile = tile_of(board_with([]), indicator, WHOLE, "hans")
        said = text(
            *("tile.trend_said", "hans"),
            title=tile.title,
            value=f"{tile.value} {tile.unit}".strip(),
            change=tile.change,
        )
        assert f'role="img" aria-label="{said}"' in tiles.tile_html(tile), indicator.name


def test_every_image_has_a_text_or_says_that_it_needs_none() -> None:
    for path in SOURCES:
        source = path.read_text("utf-8")
        assert source.count("<img") == source.count("<img alt="), path.stem


def test_paper_shows_neither_the_menu_nor_what_is_pressed() -> None:
    for part in ("stSidebar", "stHeader", ".stButton", ".stDownloadButton"):
        assert part in PRINTED.partition("display: none")[0]
    assert "size: A4" in PRINTED
    assert "table-header-group" in PRINTED


def test_a_page_says_where_its_looks_come_from_once() -> None:
    written = theme.style()
    for palette in (theme.LIGHT, theme.DARK):
        assert written.count(f"--ink: {palette.ink};") == 1

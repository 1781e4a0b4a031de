"""What a page offers to take along is what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.ui import cells, parts
from lishui_dash.views.exports import Table
from lishui_dash.views.languages import LANGS, Lang, text
from tests.kept import Kept
from tests.opened import pages_on

ROOT = Path(__file__).parents[1]


def told(*rows: str, heads: tuple[str, ...] = ("指标",)) -> Table:
    drawn = parts.table(heads, [f"<tr>{row}</tr>" for row in rows], "lines")
    return cells.table_of(drawn, lambda head: f"{head}*")


def test_a_cell_is_what_a_browser_shows_of_it() -> None:
    table = told("<td> A &lt;b&gt;\n &amp; <b>C</b> </td>", "<td></td>")
    assert table == Table(("指标",), (("A <b> & C",), (None,)))


def test_marks_stand_apart() -> None:
    marks = "<td><a href='x'><span>■ 2</span><span>▲ 1</span></a></td>"
    assert told(marks).rows == (("■ 2 ▲ 1",),)


def test_quiet_lines_have_a_column_of_their_own() -> None:
    table = told(
        f"<td>可用天数{parts.dim('还能撑几天？')}{parts.dim('按品类')}</td>",
        f"<td>{parts.dim('只有说明')}</td>",
        "<td>到岗率</td>",
    )
    assert table.heads == ("指标", "指标*")
    assert table.rows == (
        ("可用天数", "还能撑几天？ · 按品类"),
        (None, "只有说明"),
        ("到岗率", None),
    )


def test_lines_of_a_cell_stay_lines() -> None:
    assert told("<td><div>青田</div><div>景宁</div></td>").rows == (("青田\n景宁",),)


def test_a_figure_is_its_number_and_its_unit_stands_beside_it() -> None:
    table = told(
        f"<td><b>{cells.number('6,182')}</b> <small>件</small></td>",
        f"<td><b>{cells.number('97.4')}</b> <small>%</small>{parts.dim('上次')}</td>",
        f"<td><b>{cells.number('<5')}</b> <small>人</small></td>",
        f"<td>{cells.number('—')}</td>",
    )
    assert table.rows == ((6182, "件"), (97.4, "% · 上次"), ("<5 人", None), ("—", None))


def test_a_second_number_of_a_cell_is_not_lost() -> None:
    assert told(f"<td>{cells.number('3')} / {cells.number('5')}</td>").rows == ((3, "/ 5"),)


def test_a_column_of_pictures_is_left_out() -> None:
    picture = '<div><img alt="" src="data:,"><span class="dot"></span></div>'
    row = f"<td>{picture}</td><td>1</td>"
    assert told(row, row, heads=("近14日", "值")) == Table(("值",), (("1",), ("1",)))


def test_every_head_has_its_cells_also_where_a_row_is_short() -> None:
    assert told("<th>a</th>", "<th>b</th><td>c</td>", heads=("x", "y")).rows == (
        ("a", None),
        ("b", "c"),
    )


@pytest.fixture(scope="module")
def demo(small_demo: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = small_demo.copied_to(tmp_path_factory.mktemp("take"))
    with pages_on(kept):
        yield


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run().switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def offered(app: AppTest) -> set[str]:
    return {button.proto.label for button in app.get("download_button")}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["overview", "reporting", "dictionary", "upload"])
def test_a_page_of_tables_offers_them_in_both_formats(page: str, lang: Lang) -> None:
    assert {text("take.csv", lang), text("take.xlsx", lang)} <= offered(
        opened(page, lang=lang)
    )


def _charts() -> None:
    import streamlit as st

    from lishui_dash.ui import take

    take.chart("可用天数 <b>", "trend-A B", source="物资日报")
    st.html(take.link(), unsafe_allow_javascript=True)


@pytest.mark.usefixtures("demo")
def test_a_button_of_a_chart_says_what_the_picture_is_to_say() -> None:
    app = AppTest.from_function(_charts, default_timeout=60).run()
    assert not app.exception
    charts, link = (drawn.proto.body for drawn in app.get("html"))
    assert charts.count("<button ") == 2
    assert 'data-take="svg"' in charts
    assert 'data-take="png"' in charts
    assert 'data-chart="trend-A-B"' in charts
    assert 'data-title="可用天数 &lt;b&gt; · 全市"' in charts
    assert 'data-name="可用天数 b_全市_20200303"' in charts
    assert "2020-03-03" in charts
    assert "物资日报" in charts
    assert 'data-query="lang=hans&amp;as_of=2020-03-03"' in link


def test_the_script_is_let_through_by_the_cleaning_of_html() -> None:
    # Streamlit's cleaner drops a script in which something looks like an element.
    source = (ROOT / "lishui_dash/ui/picture.js").read_text("utf-8")
    assert "<" not in source

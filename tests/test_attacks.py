"""What is written to harm is kept and shown as the text it is, wherever it comes in.

Every column of every report is attacked at once, then every page is drawn; and every
parameter of every address.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.masking import masked_text
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row
from lishui_dash.spec import Feed, Type
from lishui_dash.ui.shell import FIRST_PAGE
from lishui_dash.ui.wall.page import TOKEN
from lishui_dash.views.delivery import ledger_view
from lishui_dash.views.exports import csv_bytes, xlsx_bytes
from lishui_dash.views.moment import Moment
from lishui_dash.views.rows import rows_view
from tests.attacks import (
    ELSEWHERE,
    FORMULA,
    HOSTILE,
    SHORT,
    attacked,
    harmless,
    parameters,
    planted_in,
)
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.kept import Kept
from tests.opened import pages_on
from tests.test_exports import DANGEROUS, inside, read_csv

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MORNING = datetime(2020, 2, 6, 7, 30)
MOMENT = Moment(datetime(2020, 2, 6, 12), date(2020, 2, 5))
FEEDS = CATALOGUE.deliverable
NAMED = {"unit_list": "unit_code", "post_list": "post_id"}
"""Lists whose hostile names are also given to something that is known already."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
each_feed = pytest.mark.parametrize("feed", FEEDS.values(), ids=lambda feed: feed.name)


@pytest.fixture(scope="module")
def spared() -> dict[str, frozenset[str]]:
    """For each report the columns in which a hostile text would have it refused."""
    desk = open_desk()
    found = {feed.name: harmless(desk, feed) for feed in FEEDS.values()}
    desk.engine.close()
    return found


@pytest.fixture(scope="module")
def kept(
    spared: dict[str, frozenset[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """A store into which every report was handed in with hostile texts, three times.

    Once in the columns that take any text, and twice, to be refused, in all columns.
    """
    kept = Kept(tmp_path_factory.mktemp("attacked"))
    desk = open_desk(kept.store, kept.key_file)
    sent = []
    for name, feed in FEEDS.items():
        contents = [attacked(feed, HOSTILE, but=spared[name])]
        if name in NAMED:
            contents.append(attacked(feed, HOSTILE, but=spared[name] | {NAMED[name]}))
        contents += [attacked(feed, HOSTILE), attacked(feed, FORMULA)]
        for content in contents:
            said = arrival(content, name=f"{HOSTILE[:80]}.csv", at=MORNING)
            sent.append(replace(said, sender=HOSTILE, reason=HOSTILE))
    results = desk.receive_many(sent)
    for one, result in zip(sent, results, strict=True):
        assert result.delivery_no is not None
        assert desk.original(result.delivery_no) == one.content
    desk.engine.close()
    with pages_on(kept, "2020-02-06T12:00"):
        yield kept


@pytest.fixture
def desk(kept: Kept, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a copy: the pages have the store itself."""
    own = kept.copied_to(tmp_path)
    opened = open_desk(own.store, own.key_file)
    yield opened
    opened.engine.close()


def drawn(page: str, **query: str) -> AppTest:
    """Draw a page with the rows behind every number open; nothing of it is obeyed."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(f"pages/{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    for indicator in CATALOGUE.indicators:
        app.session_state[f"rows-{indicator}-False"] = True
    app.run()
    assert planted_in(app) == []
    return app


def _all_but_the_token(said: str) -> dict[str, str]:
    """Give every parameter this value; a token that nobody knows opens no page."""
    return dict.fromkeys(set(parameters()) - {TOKEN}, said)


def parts_of(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        names = [name for name in packed.namelist() if name.endswith(".rels")]
        return [packed.read(name).decode() for name in names]


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@each_feed
def test_a_hostile_text_is_stored_as_it_is_or_refused(
    feed: Feed, desk: Desk, spared: dict[str, frozenset[str]]
) -> None:
    refused = desk.engine.query(
        """
        SELECT count(*)
        FROM delivery
        WHERE verdict = 'rejected' AND original IS NOT NULL
        """
    )
    assert refused[0][0] >= 2 * len(FEEDS) - len(CATALOGUE.lists)
    texts = [
        column.name
        for column in feed.columns
        if column.type is Type.TEXT and column.name not in spared[feed.name]
    ]
    if feed.name in CATALOGUE.lists or not texts:
        return
    [row] = desk.engine.query(f"SELECT {', '.join(texts)} FROM {feed.name}")
    assert set(row) <= {HOSTILE, masked_text(HOSTILE)}


@pytest.mark.usefixtures("kept")
@each_page
def test_no_page_obeys_what_was_handed_in(page: Path) -> None:
    drawn(page.stem)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("page", ["c01_honour", "upload", "search"])
def test_what_was_handed_in_is_shown_as_text(page: str) -> None:
    app = drawn(page, find="planted")
    told = [str(getattr(node, "proto", "")) for node in app._tree]
    assert any("planted" in one for one in told)


@pytest.mark.usefixtures("kept")
def test_a_unit_with_a_hostile_name_has_its_page() -> None:
    feed = FEEDS["unit_list"]
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    app = drawn("unit", unit=row["unit_code"])
    assert escape(HOSTILE)[:40] in html_of(app)


@pytest.mark.usefixtures("kept")
@each_page
def test_no_page_obeys_its_address(page: Path) -> None:
    drawn(page.stem, **_all_but_the_token(SHORT))


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("page", [FIRST_PAGE, "c08_safety", "admin"])
def test_a_forged_token_leads_to_the_sign_in_with_the_address_as_text(page: str) -> None:
    html = html_of(drawn(page, **dict.fromkeys(parameters(), SHORT)))
    assert (page == FIRST_PAGE) != ("ld-away" in html)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("page", ["c08_safety", "unit", "search"])
def test_sql_in_an_address_is_answered_like_nonsense(page: str) -> None:
    nonsense = "zqzqzq"
    told = []
    for said in (f"'{nonsense}'; --", nonsense):
        html = html_of(drawn(page, **_all_but_the_token(said)))
        for echo in (escape(said), quote_plus(said)):
            html = html.replace(echo, "")
        told.append(html)
    assert told[0] == told[1]


def _upload() -> None:
    from lishui_dash.ui import upload

    upload.draw()


def handed_in(content: bytes) -> AppTest:
    """Choose a file with a hostile name on the page for uploads."""
    app = AppTest.from_function(_upload, default_timeout=60).run()
    app.file_uploader[0].set_value((f"{HOSTILE}.csv", content, "text/csv")).run()
    assert planted_in(app) == []
    return app


@pytest.mark.usefixtures("kept")
def test_a_hostile_file_is_previewed_refused_and_sent_for_help() -> None:
    app = handed_in(attacked(FEEDS["supplies_daily"], HOSTILE))
    app.button(key="upload_help").click().run()
    assert planted_in(app) == []
    assert app.info


@pytest.mark.usefixtures("kept")
def test_a_hostile_heading_is_asked_about_as_text() -> None:
    head, cells = HEAD.split(","), MASKS.split(",")
    app = handed_in(csv_of([[*head[:-1], HOSTILE], [*cells[:-1], HOSTILE]]))
    assert any("planted" in box.label for box in app.selectbox)


@pytest.mark.usefixtures("kept")
def test_a_hostile_correction_is_explained_confirmed_and_taken_back() -> None:
    app = handed_in(lines(HEAD, MASKS.replace("180,1020", "200,1000")).encode())
    for box in app.text_input:
        box.set_value(HOSTILE)
    app.run()
    app.button(key="upload_confirm").click().run()
    assert planted_in(app) == []
    [undo] = [box for box in app.button if re.match(r"upload_undo_\d", str(box.key))]
    [why] = [box for box in app.text_input if str(box.key).startswith("upload_undo_why")]
    why.set_value(HOSTILE).run()
    app.button(key=undo.key).click().run()
    assert planted_in(app) == []


def test_nothing_that_leaves_as_a_file_begins_a_formula(desk: Desk) -> None:
    feed = FEEDS["supplies_daily"]
    but = frozenset(feed.column_names) - {"spec", "remark"}
    sent = arrival(attacked(feed, FORMULA, but=but), name=f"{FORMULA}.csv", at=MORNING)
    desk.receive(replace(sent, reason=FORMULA))
    frames = [ledger_view(desk.engine, MOMENT, "hans")]
    frames += [
        rows_view(desk.engine, MOMENT, "hans", name, "331121").frame
        for name, indicator in CATALOGUE.indicators.items()
        if feed in indicator.feeds
    ]
    assert any(FORMULA in frame.to_string() for frame in frames)
    for frame in frames:
        for cells in read_csv(csv_bytes(frame)):
            numbers = re.compile(r"-?[\d.]+")
            assert [
                c for c in cells if c.startswith(DANGEROUS) and not numbers.fullmatch(c)
            ] == []
        assert "<f>" not in inside(xlsx_bytes(frame, FORMULA), "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", [HOSTILE, FORMULA])
def test_a_marked_copy_of_a_hostile_file_runs_nothing(desk: Desk, text: str) -> None:
    for feed in FEEDS.values():
        content = attacked(feed, text)
        problems = desk.check(arrival(content)).problems
        copy = marked_copy(content, text, problems, "hans", {})
        book = CalamineWorkbook.from_filelike(io.BytesIO(copy))
        for number in range(1, 1 + len(book.sheet_names)):
            xml = inside(copy, f"xl/worksheets/sheet{number}.xml")
            assert "<f>" not in xml
            assert "planted" not in re.sub(r' location="[^"]*"|<t>[^<]*</t>', "", xml)
        assert not [
            part for part in parts_of(copy) if ELSEWHERE in part and "Target" in part
        ]


def test_no_table_is_lost(desk: Desk) -> None:
    tables = {
        name for (name,) in desk.engine.query("SELECT table_name FROM duckdb_tables()")
    }
    assert {"delivery", "delivery_slice", "reading", *CATALOGUE.feeds} <= tables
    assert desk.engine.query("SELECT count(*) FROM delivery")[0][0] >= 3 * len(FEEDS)

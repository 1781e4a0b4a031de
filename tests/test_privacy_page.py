"""The page about personal data says what the declarations say, and what is there now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.retention import retain
from lishui_dash.actions.rotation import rotate
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.receive import Desk
from lishui_dash.spec import About, Column, Feed, Privacy
from lishui_dash.spec.settings import PRIVACY_CONTACT
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.store.sight import NOWHERE, Sight
from lishui_dash.views.languages import LANGS, Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.privacy import FeedKept, PrivacyView, privacy_view, traces
from tests.intake.cases import arrival, example
from tests.kept import Kept
from tests.opened import ROOT, pages_on
from tests.tables import day

AT = datetime(2020, 3, 4, 9)
MOMENT = Moment(AT, AT.date(), AT)
TELLING = [
    one
    for one in CATALOGUE.deliverable.values()
    if {column.privacy for column in one.columns} != {Privacy.NONE}
]
"""Feeds and lists alike: whatever can be handed in may tell of somebody."""
DUTY, ILL = "personnel_deployment", "illness_reports"
KEPT_UNTIL = {
    "personnel_roster": "应急响应结束后 180 天",
    DUTY: "业务日之后 180 天；每人最近一天的记录作为奖励依据，保存到应急响应结束后 180 天",
    ILL: "业务日之后 180 天",
    "insurance": ("业务日之后 180 天；仍有效或未了结的，保存到应急响应结束后 180 天"),
    "supplies_daily": "不含人员明细，长期保存",
}


def viewed(
    engine: Engine, lang: Lang = "hans", ended: date | None = None, contact: str = ""
) -> PrivacyView:
    return privacy_view(engine, MOMENT, lang, 180, ended, contact)


def fact(view: PrivacyView, name: str, lang: Lang = "hans") -> str:
    return dict(view.facts)[text(f"kept.fact.{name}", lang)]


def entry(view: PrivacyView, name: str) -> FeedKept:
    return next(one for one in view.feeds if one.name == name)


@pytest.mark.parametrize("lang", LANGS)
def test_every_column_about_persons_is_told(engine: Engine, lang: Lang) -> None:
    view = viewed(engine, lang)
    assert [one.name for one in view.feeds] == [feed.name for feed in TELLING]
    for feed, told in zip(TELLING, view.feeds, strict=True):
        personal = [c for c in feed.columns if c.privacy is not Privacy.NONE]
        assert [one.how for one in told.columns] == [
            text(f"privacy.{column.privacy.name}", lang) for column in personal
        ]
        assert all((told.purpose, told.seen_by, told.until, told.rows))


def test_whatever_the_store_has_of_persons_is_on_the_page(engine: Engine) -> None:
    """Asked of the tables as they are, and not of the declarations the page is made of."""
    view = viewed(engine)
    named = {column.name for one in TELLING for column in one.columns if _tells(column)}
    tables = {
        table
        for table, column in engine.query(
            "SELECT table_name, column_name FROM information_schema.columns"
        )
        if column in named | {"by_whom", "sender", "sent_by", "answer"}
    }
    told = {one.name for one in view.feeds}
    told |= {f"{name}_superseded" for name in told}
    told |= {table for trace in traces(CATALOGUE) for table in trace.columns}
    assert tables <= told
    assert [one.name for one in view.traces] == [one.name for one in traces(CATALOGUE)]


def _tells(column: Column) -> bool:
    return column.privacy is not Privacy.NONE


@pytest.mark.parametrize("lang", LANGS)
def test_how_long_records_are_kept_is_told_with_its_reason(
    engine: Engine, lang: Lang
) -> None:
    view = viewed(engine, lang)
    said = [(t.title, t.what, t.purpose, t.seen_by, t.until) for t in view.traces]
    assert all(all(cells) for cells in said)
    assert not any("{" in cell for cells in said for cell in cells)
    if lang == "hans":
        told = {one.name: one for one in view.traces}
        assert "至少六个月" in told["audit"].until
        assert told["audit"].seen_by == "审计员"
        assert told["sessions"].seen_by == "管理员，限本单位及下级单位"
        assert told["inbox"].until == "处理后 180 天"


@pytest.mark.parametrize("name", KEPT_UNTIL)
def test_until_when_rows_are_kept_follows_from_what_they_count_for(
    engine: Engine, name: str
) -> None:
    assert entry(viewed(engine), name).until == KEPT_UNTIL[name]


@pytest.mark.parametrize("feed", TELLING, ids=lambda feed: feed.name)
def test_sensitive_rows_are_for_the_bodies_responsible_alone(
    engine: Engine, feed: Feed
) -> None:
    told = entry(viewed(engine), feed.name).seen_by
    is_for_heads = feed.about is not About.RESTRICTED and feed.name in CATALOGUE.feeds
    assert ("单位负责人" in told) == is_for_heads
    owners = {
        owner
        for one in CATALOGUE.indicators_reading(feed)
        for owner in one.owner.hans.split("、")
    }
    if feed.name in CATALOGUE.lists:
        assert told.startswith("页面不显示明细")
    if feed.about is not About.THINGS:
        assert all(told.count(owner) == 1 for owner in owners)


def test_what_is_there_and_what_was_reduced_is_counted(desk: Desk) -> None:
    desk.receive(arrival(example(DUTY)))
    desk.receive(arrival(example(ILL)))
    before = viewed(desk.engine)
    assert (entry(before, DUTY).rows, entry(before, DUTY).oldest) == ("1", "2020-02-05")
    assert (entry(before, ILL).rows, entry(before, ILL).reduced) == ("<5", "0")
    assert fact(before, "run") == "尚无到期明细"
    retain(desk.engine, day("02-08"), AT, ended=day("02-06"))
    after = viewed(desk.engine, ended=day("02-06"))
    assert (entry(after, DUTY).rows, entry(after, DUTY).reduced) == ("0", "1")
    assert (entry(after, ILL).rows, entry(after, ILL).reduced) == ("0", "<5")
    assert fact(after, "run").startswith("2020-03-04 09:00：2020-02-08 以前的 2 行只留数量")
    assert "现存 0 件" in fact(after, "originals")
    assert fact(after, "response") == (
        "已于 2020-02-06 结束，全部人员明细保存到 2020-08-04"
    )


def test_a_rotation_of_the_key_is_told(tmp_path: Path, desk: Desk) -> None:
    assert fact(viewed(desk.engine), "key") == "第 1 把，尚未更换过；不在数据库内"
    rotate(desk.engine, tmp_path / "pseudonym.key", AT)
    told = fact(viewed(desk.engine), "key")
    assert told == "第 2 把，2020-03-04 09:00 更换；不在数据库内"


def test_whoever_sees_no_row_is_told_how_many_there_are(desk: Desk) -> None:
    desk.receive(arrival(example(DUTY)))
    engine = desk.engine
    sight = Sight(NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE)
    narrowing = narrowing_of(sight, engine.catalogue, engine.registers)
    narrowed = engine.narrowed(narrowing, sight, engine.catalogue)
    assert narrowed.query(f"SELECT count(*) FROM {DUTY}") == [(0,)]
    assert viewed(narrowed) == viewed(engine)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The HTML of the page in English, on an empty store."""
    with (
        pages_on(Kept(tmp_path_factory.mktemp("store"))),
        pytest.MonkeyPatch.context() as at,
    ):
        at.setenv(PRIVACY_CONTACT.name, "<b>Legal</b> 0578-1")
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["lang"] = "en"
        app.run().switch_page("pages/privacy.py").run()
        assert not app.exception
        yield "".join(block.body for block in app.get("html"))


def test_the_page_shows_all_of_it(page: str) -> None:
    assert {f.name for f in TELLING} == {
        name for name in CATALOGUE.deliverable if f'data-feed="{name}"' in page
    }
    assert all(f'data-trace="{one.name}"' in page for one in traces(CATALOGUE))
    for name in ("never.id", "never.whereabouts", "ground.sensitive", "ground.notice"):
        assert text(f"kept.{name}.says", "en", most=4) in unescape(page)
    assert "never on the wall; it has totals" in page
    assert "180 days" in page


def test_whom_to_ask_is_text_and_no_html(page: str) -> None:
    assert "&lt;b&gt;Legal&lt;/b&gt; 0578-1" in page
    assert "<b>Legal" not in page

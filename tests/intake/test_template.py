"""Forms: what they offer, what they say once, and that they are read back as filled in."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.registers import DECLARED, Registers
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.choices import Filler, choices
from lishui_dash.intake.explained import EXPLAINED
from lishui_dash.intake.form import LISTS, heading_of
from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import example_row, said_once, xlsx_template
from lishui_dash.spec import Feed, Words
from tests.intake.cases import arrival

FEEDS = tuple(CATALOGUE.deliverable.values())
each_feed = pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.name)
LATER, DAY = datetime(2020, 2, 9, 8), date(2020, 2, 5)
WENXI = UNITS["331121101"]
STORE = UNITS["331121-S01"]


def filled(feed: Feed) -> list[dict[str, str]]:
    return [dict(zip(feed.column_names, example_row(feed), strict=True))]


def xml(content: bytes, like: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = [name for name in packed.namelist() if re.search(like, name)]
        return "".join(packed.read(name).decode() for name in found)


def first_rows(content: bytes, number: int) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)[:number]


@each_feed
def test_a_template_filled_in_as_its_example_is_accepted(desk: Desk, feed: Feed) -> None:
    content = xlsx_template(feed, rows=filled(feed))
    judged = desk.check(arrival(content, name="a.xlsx", at=LATER))
    assert [str(problem) for problem in judged.problems if problem.rejects] == []
    assert judged.feed is feed
    assert judged.rows is not None
    assert judged.rows.num_rows == 1


@each_feed
def test_a_template_with_nothing_filled_in_has_no_rows(desk: Desk, feed: Feed) -> None:
    judged = desk.check(arrival(xlsx_template(feed), name="a.xlsx", at=LATER))
    assert [problem.rule for problem in judged.problems if problem.rejects] == ["no_rows"]


@each_feed
def test_only_the_sheet_to_fill_in_and_its_explanation_are_seen(feed: Feed) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_template(feed, WENXI, DAY)))
    seen = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert list(seen)[1] == EXPLAINED
    assert seen.pop(LISTS, SheetVisibleEnum.Hidden) == SheetVisibleEnum.Hidden
    assert all(visible == SheetVisibleEnum.Visible for visible in seen.values())


@each_feed
def test_every_heading_says_what_is_wanted(feed: Feed) -> None:
    comments = xml(xlsx_template(feed), r"comments1\.xml")
    assert comments.count("<comment ") == len(feed.columns)
    assert comments.count("必填，") == sum(column.required for column in feed.columns)
    for column in feed.columns:
        assert all(rule.says.hans.replace(">", "&gt;") in comments for rule in column.rules)


def test_a_list_too_long_to_be_written_out_stands_in_the_hidden_sheet() -> None:
    feed = CATALOGUE.feeds["form_burden_daily"]
    issuers = choices(feed, feed.column("issuing_unit_code"), Filler(WENXI))
    assert len(",".join(issuers)) > 255
    made = xlsx_template(feed, WENXI)
    names = re.findall(r'<definedName name="(\w+)">([^<]+)<', xml(made, r"workbook\.xml$"))
    entries = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name(LISTS)
    listed = [list(filter(None, cells)) for cells in zip(*entries.to_python(), strict=True)]
    assert [cells[1:] for cells in listed] == [[*issuers]]
    assert names == [("list_1", f"'{LISTS}'!$A$2:$A${len(issuers) + 1}")]
    assert "<formula1>list_1</formula1>" in xml(made, r"sheet1\.xml$")


def test_the_form_of_a_unit_offers_its_own_posts_and_villages() -> None:
    feed = CATALOGUE.feeds["checkpoint_logistics"]
    posts = choices(feed, feed.column("post_id"), Filler(WENXI, DAY))
    assert posts
    assert all(post.startswith("温溪镇") for post in posts)
    county = choices(feed, feed.column("post_id"), Filler(UNITS["331121-ZHB"], DAY))
    assert "G1513温丽高速温溪出口" in county
    burden = CATALOGUE.feeds["form_burden_daily"]
    receivers = choices(burden, burden.column("unit_code"), Filler(WENXI))
    villages = [u for u in UNITS.values() if u.parent == WENXI.code]
    assert len(receivers) == 1 + len(villages)
    issuers = choices(burden, burden.column("issuing_unit_code"), Filler(WENXI))
    assert {"青田县疫情防控指挥部办公室", "市民政局", "无（零报告）"} <= set(issuers)


def test_a_post_that_is_closed_is_offered_no_more() -> None:
    feed = CATALOGUE.feeds["checkpoint_logistics"]
    command = UNITS["331121-ZHB"]
    before = choices(feed, feed.column("post_id"), Filler(command, date(2020, 2, 18)))
    after = choices(feed, feed.column("post_id"), Filler(command, date(2020, 2, 19)))
    assert "青田县车站卡口（示例）" in before
    assert "青田县车站卡口（示例）" not in after


def test_a_post_that_was_registered_since_is_offered_as_well() -> None:
    feed = CATALOGUE.feeds["checkpoint_logistics"]
    known = DECLARED.posts["CP-331121101-03"]
    new = replace(known, id="CP-331121101-04", words=Words("温溪镇新设卡点", "a new post"))
    registers = Registers(DECLARED.units, {**DECLARED.posts, new.id: new})
    assert "温溪镇新设卡点" in choices(
        feed, feed.column("post_id"), Filler(WENXI, DAY, registers)
    )


def test_the_form_of_a_unit_says_once_who_reports_and_for_which_day() -> None:
    feed = CATALOGUE.feeds["supplies_daily"]
    title, told, heads = first_rows(xlsx_template(feed, STORE, DAY), 3)
    assert title[0] == feed.words.hans
    assert (
        told[0] == "县市区：青田县    填报单位：青田县防疫物资库    填报日期：2020年2月5日"
    )
    assert not {"统计日期", "县市区", "单位"} & set(heads)
    assert set(said_once(feed, Filler(STORE, DAY))) == {
        "report_date",
        "county_code",
        "unit_code",
    }


def test_the_form_of_a_unit_is_read_back_as_that_unit_and_day(desk: Desk) -> None:
    feed = CATALOGUE.feeds["supplies_daily"]
    content = xlsx_template(feed, STORE, DAY, filled(feed))
    judged = desk.check(arrival(content, name="a.xlsx", at=datetime(2020, 2, 6, 7, 30)))
    assert [str(problem) for problem in judged.problems if problem.rejects] == []
    [part] = judged.slices
    assert (part.unit.code, part.day) == (STORE.code, DAY)


def test_figures_and_days_are_held_to_what_their_rules_say() -> None:
    feed = CATALOGUE.feeds["form_burden_daily"]
    rules = xml(xlsx_template(feed), r"sheet1\.xml$")
    forms = '<dataValidation type="whole" errorStyle="warning"'
    assert f"{forms} allowBlank" in rules
    assert "<formula1>0</formula1><formula2>100</formula2>" in rules, "forms_n: 0 to 100"
    days = re.findall('<dataValidation type="date".*?</dataValidation>', rules)
    [first] = [day for day in days if 'operator="greaterThanOrEqual"' in day]
    assert f"<formula1>{(date(2020, 1, 20) - date(1899, 12, 30)).days}</formula1>" in first


def test_a_heading_says_what_its_figures_are_counted_in() -> None:
    burden = CATALOGUE.feeds["form_burden_daily"]
    assert heading_of(burden.column("fill_hours")) == "填报耗时（小时）"
    requests = CATALOGUE.feeds["form_requests"]
    assert heading_of(requests.column("est_minutes")) == "预计填报分钟"

"""Sheets as offices lay them out: what is data, and what only frames it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.receive import Desk, Judged
from lishui_dash.intake.template import example_row, headings
from tests.intake.books import Page, book
from tests.intake.cases import HEAD, MASKS, SUITS, arrival

NASTY = Path(__file__).parent / "nasty"
AT = datetime(2020, 2, 6, 7, 30)
COLUMNS = HEAD.split(",")
ROWS = [line.split(",") for line in (MASKS, SUITS)]
BOTH = [("n95_medical", 1020.0), ("coverall", 88.0)]


def judged(
    desk: Desk, content: bytes | str, name: str = "上报.xlsx", **told: Any
) -> Judged:
    return desk.check(arrival(content, name=name, at=AT, **told))


def read(answer: Judged) -> list[tuple[Any, ...]]:
    """Return item and closing stock of each row; the file must have been accepted."""
    assert [str(problem) for problem in answer.problems if problem.rejects] == []
    assert answer.rows is not None
    return list(
        zip(
            *(answer.rows[n].to_pylist() for n in ("item_code", "closing_qty")), strict=True
        )
    )


def flags(answer: Judged) -> list[tuple[str, int | None]]:
    return [(problem.rule, problem.row) for problem in answer.flagged]


def test_titles_above_and_signatures_below_are_no_data(desk: Desk) -> None:
    page = Page(
        [
            ["青田县疫情防控物资日报表"],
            ["填报单位：青田县防疫物资库      填报日期：2020年2月5日"],
            COLUMNS[3:],
            *(row[3:] for row in ROWS),
            ["合计", "", 1290, 10, 192, 1108],
            ["填表人：王某某      审核人：李某某      联系电话：0578-6820000"],
            ["", "", "", "", "", "2020年2月6日"],
        ],
        merged=[(0, 0, 0, 5), (1, 0, 1, 5)],
    )
    answer = judged(desk, book(page))
    assert read(answer) == BOTH
    assert answer.rows is not None
    assert answer.rows["report_date"].to_pylist() == [date(2020, 2, 5)] * 2
    assert answer.rows["unit_code"].to_pylist() == ["331121-S01"] * 2
    assert answer.rows["source_row"].to_pylist() == [4, 5]
    assert flags(answer) == [("total_row", 6), ("frame_row", 7), ("frame_row", 8)]


def test_the_same_as_text_in_gb18030_with_an_old_end_of_file(desk: Desk) -> None:
    text = "\r\n".join(
        (
            "青田县疫情防控物资日报表（2020年2月5日）",
            "填报单位：青田县防疫物资库",
            "",
            *(",".join(row[3:]) for row in (COLUMNS, *ROWS)),
            "合计,,1290,10,192,1108",
            "审核：王某,,制表：李某",
        )
    )
    answer = judged(desk, text.encode("gb18030") + b"\x1a", name="日报.txt")
    assert read(answer) == BOTH
    assert flags(answer) == [("total_row", 7), ("frame_row", 8)]


def test_two_rows_of_headings_are_read_together(desk: Desk) -> None:
    upper = [
        "单位",
        "物资名称",
        "计量单位",
        "昨日\n结存",
        "今日入库",
        "",
        "",
        "今日消耗",
        "今日结存",
    ]
    lower = ["", "", "", "", "采购", "捐赠", "上级调拨", "", ""]
    row = ["青田县防疫物资库", "N95口罩", "只", 1200, 10, 5, 5, 200, 1020]
    spans = [(0, 4, 0, 6), *((0, place, 1, place) for place in (0, 1, 2, 3, 7, 8))]
    told = {"day": date(2020, 2, 5)}
    for answer in (
        judged(desk, book(Page([upper, lower, row], merged=spans)), **told),
        judged(
            desk,
            "\n".join(
                ",".join(map(str, r))
                for r in ([cell.replace("\n", "") for cell in upper], lower, row)
            ),
            **told,
        ),
    ):
        assert read(answer) == [("n95_medical", 1020.0)]
        assert answer.rows is not None
        [found] = answer.rows.select(
            ["purchased_qty", "donated_qty", "allocated_in_qty"]
        ).to_pylist()
        assert list(found.values()) == [10, 5, 5]


def test_merged_names_count_for_every_row_they_span(desk: Desk) -> None:
    second = ["", "", "", *ROWS[1][3:]]
    spans = [(1, place, 2, place) for place in range(3)]
    answer = judged(desk, book(Page([COLUMNS, ROWS[0], second], merged=spans)))
    assert read(answer) == BOTH


def test_an_open_cell_that_is_not_merged_stays_open(desk: Desk) -> None:
    answer = judged(desk, book(Page([COLUMNS, ROWS[0], ["", *ROWS[1][1:]]])))
    assert [(p.rule, p.row) for p in answer.problems] == [("required", 3)]


def test_things_across_the_columns_become_rows(desk: Desk) -> None:
    page = Page(
        [
            ["县（市、区）", "N95口罩(只)", "", "防护服（套）", "", "医用外科口罩/只", ""],
            ["", "消耗", "库存", "消耗", "库存", "消耗", "库存"],
            ["莲都区", 90, 810, 12, 150, 1500, 22000],
            ["青田县", 620, 1860, 96, 264, "", ""],
            ["合计", 710, 2670, 108, 414, 5700, 43800],
        ],
        merged=[(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6)],
    )
    answer = judged(desk, book(page))
    assert read(answer) == [
        *(("n95_medical", 810.0), ("coverall", 150.0), ("mask_surgical", 22000.0)),
        *(("n95_medical", 1860.0), ("coverall", 264.0)),
    ]
    assert answer.rows is not None
    assert answer.rows["source_row"].to_pylist() == [3, 3, 3, 4, 4]
    assert answer.rows["unit_code"].to_pylist() == ["331102-S01"] * 3 + ["331121-S01"] * 2


def test_a_problem_in_a_cross_tab_names_the_heading_above(desk: Desk) -> None:
    page = Page(
        [
            ["县（市、区）", "N95口罩(只)", "", "防护服（套）", ""],
            ["", "消耗", "库存", "消耗", "库存"],
            ["莲都区", 90, 810, 12, "很多"],
        ],
        merged=[(0, 1, 0, 2), (0, 3, 0, 4)],
    )
    [problem] = [p for p in judged(desk, book(page)).problems if p.rejects]
    assert (problem.row, problem.value) == (3, "很多")
    assert problem.column.startswith("防护服（套）|")


def test_counties_may_stand_across_as_well(desk: Desk) -> None:
    page = Page(
        [
            ["物资名称", "计量单位", "莲都区", "", "青田县", ""],
            ["", "", "消耗", "库存", "消耗", "库存"],
            ["N95口罩", "只", 90, 810, 620, 1860],
        ],
        merged=[(0, 2, 0, 3), (0, 4, 0, 5)],
    )
    answer = judged(desk, book(page), day=date(2020, 2, 5))
    assert read(answer) == [("n95_medical", 810.0), ("n95_medical", 1860.0)]
    assert answer.rows is not None
    assert answer.rows["county_code"].to_pylist() == ["331102", "331121"]


def test_one_sheet_a_county_is_one_report_and_a_hidden_sheet_is_named(desk: Desk) -> None:
    head = COLUMNS[3:]
    content = book(
        Page([], name="Sheet1"),
        Page([head, ["N95口罩", "只", 900, 0, 90, 810]], name="莲都 "),
        Page([head, ["N95口罩", "只", 2480, 0, 620, 1860]], name="青田县(2.5)"),
        Page([head, ["N95口罩", "只", 9, 0, 0, 9]], name="青田县(2.4)", is_hidden=True),
    )
    answer = judged(desk, content, name="一县一表_2020年2月5日.xlsx")
    assert read(answer) == [("n95_medical", 810.0), ("n95_medical", 1860.0)]
    assert ("hidden_sheet", None) in flags(answer)
    assert answer.rows is not None
    assert answer.rows["unit_code"].to_pylist() == ["331102-S01", "331121-S01"]
    assert set(answer.rows["report_date"].to_pylist()) == {date(2020, 2, 5)}


def test_a_problem_in_one_of_several_sheets_names_the_sheet(desk: Desk) -> None:
    head = COLUMNS[3:]
    content = book(
        Page([head, ["N95口罩", "只", 900, 0, 90, 810]], name="莲都"),
        Page([head, ["N95口罩", "只", 2480, 0, 620, "?"]], name="青田"),
    )
    [problem] = [p for p in judged(desk, content).problems if p.rejects]
    assert (problem.sheet, problem.row, problem.column) == ("青田", 2, "今日结存")


def test_hidden_rows_are_not_read_and_are_named(desk: Desk) -> None:
    answer = judged(desk, book(Page([COLUMNS, *ROWS], hidden_rows=[2])))
    assert read(answer) == BOTH[:1]
    assert flags(answer) == [("hidden_row", 3)]


def test_struck_rows_are_taken_back(desk: Desk) -> None:
    answer = judged(desk, book(Page([COLUMNS, *ROWS], struck_rows=[2])))
    assert read(answer) == BOTH[:1]
    assert answer.voided is not None
    assert answer.voided["item_code"].to_pylist() == ["coverall"]
    assert flags(answer) == [("voided_row", 3)]


def test_a_remark_takes_a_row_back_and_the_right_one_may_follow(desk: Desk) -> None:
    wrong = [*ROWS[1][:-1], "880", "此行作废"]
    answer = judged(desk, book(Page([[*COLUMNS, "备注"], ROWS[0], wrong, ROWS[1]])))
    assert read(answer) == BOTH
    assert answer.voided is not None
    assert answer.voided["closing_qty"].to_pylist() == [880.0]


def test_above_measures_unit_means_the_unit_of_measure(desk: Desk) -> None:
    page = Page(
        [
            ["防疫物资日报"],
            ["填报单位：青田县防疫物资库", "", "", "日期：2020.2.5"],
            ["序号", "物资名称", "单位", "昨日结存", "今日购入", "今日使用", "库存"],
            [1, *ROWS[0][3:]],
            [2, *ROWS[1][3:]],
        ],
        merged=[(0, 0, 0, 6)],
    )
    assert read(judged(desk, book(page))) == BOTH


def test_headings_printed_again_are_no_data(desk: Desk) -> None:
    page = Page([COLUMNS, ROWS[0], COLUMNS, ROWS[1], ["以下空白"], ["备注：截至24时"]])
    answer = judged(desk, book(page))
    assert read(answer) == BOTH
    assert flags(answer) == [("frame_row", 5), ("frame_row", 6)]


def test_a_formula_nobody_computed_and_an_error_are_told_apart(desk: Desk) -> None:
    # The writer stores no result for a formula but "".
    rows = [[*ROWS[0][:-1], "=F2+G2-H2"], [*ROWS[1][:-1], "=1/0"]]
    content = book(Page([COLUMNS, *rows]))
    problems = {p.row: p.rule for p in judged(desk, content).problems if p.rejects}
    assert problems.get(2, "formula_without_value") == "formula_without_value"


def test_several_reports_in_one_workbook_are_parted(desk: Desk) -> None:
    burden = [
        "日期",
        "乡镇街道",
        "层级",
        "县（市、区）",
        "下发单位",
        "表格份数",
        "要数次数",
    ]
    burden += ["材料份数", "文电件数", "会议次数", "填报耗时"]
    told = ["2020-02-05", "鹤城街道", "乡镇", "青田县", "市教育局", 1, 0, 0, 0, 0, 0.5]
    content = book(Page([COLUMNS, *ROWS], name="物资"), Page([burden, told], name="负担"))
    sent = arrival(content, at=AT)
    parts = desk.parts(sent)
    assert [(part.feed, part.sheets) for part in parts] == [
        ("supplies_daily", ("物资",)),
        ("form_burden_daily", ("负担",)),
    ]
    assert read(desk.check(parts[0])) == BOTH
    assert [p.rule for p in desk.check(sent).problems] == ["several_feeds"]


def test_an_old_workbook_tells_its_merged_hidden_and_struck_rows(desk: Desk) -> None:
    content = (NASTY / "老格式_合并_隐藏_划去.xls").read_bytes()
    answer = judged(desk, content, name="物资.csv")
    assert answer.media == "xls"
    assert read(answer) == [*BOTH, ("mask_surgical", 480.0)]
    assert flags(answer) == [
        *(("hidden_sheet", None), ("hidden_row", 6), ("total_row", 8), ("frame_row", 9)),
        ("voided_row", 5),
    ]


def test_a_title_gives_all_amounts_their_unit(desk: Desk) -> None:
    feed = CATALOGUE.feeds["care_funds"]
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    page = Page([["党费收支", "", "单位：万元"], headings(feed), list(row.values())])
    answer = desk.check(arrival(book(page), at=datetime(2020, 2, 9, 8)))
    assert answer.rows is not None
    [amount] = answer.rows["amount_yuan"].to_pylist()
    assert amount == Decimal(row["amount_yuan"]) * 10_000

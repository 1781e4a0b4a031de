"""What can be wrong with a file as a whole, in the clerk's words, with the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from lishui_dash.errors import Problem
from lishui_dash.intake.sheet import HEAD_ROWS
from lishui_dash.spec import Feed
from lishui_dash.words import Words

SEND_TEMPLATE = Words(
    "请下载本表模板，填好后存为 CSV 或 XLSX 再上传",
    "download the template of this table, fill it in and send it as CSV or XLSX",
)
SAVE_AS_XLSX = Words(
    "请用 WPS 或 Excel 打开，另存为 .xlsx 或 CSV 后再上传",
    "open it in WPS or Excel, save it as .xlsx or CSV, and send it again",
)


class Undecodable(Exception):
    """The bytes hold no table; `problem` says why. Never leaves this package."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def of_file(rule: str, reason: Words, remedy: Words, *, value: str = "") -> Problem:
    return Problem(None, "", value, rule, reason, remedy)


def flag_of_file(rule: str, reason: Words, remedy: Words, *, column: str = "") -> Problem:
    return Problem(None, column, "", rule, reason, remedy, rejects=False)


def empty_file() -> Problem:
    return of_file(
        "empty_file",
        Words("文件是空的（0 字节）", "the file is empty (0 bytes)"),
        Words(
            "请确认保存成功后再上传；当日没有数据也要按模板零报告",
            "check that it was saved; report a zero in the template if there is nothing",
        ),
    )


def empty_workbook() -> Problem:
    return of_file(
        "empty_file",
        Words("工作簿里没有内容", "the workbook is empty"),
        Words(
            "请在第一个工作表里填写；隐藏的工作表不读取",
            "fill in the first sheet; hidden sheets are not read",
        ),
    )


def unknown_sender(code: str) -> Problem:
    return of_file(
        "unknown_sender",
        Words("报送单位不在单位名录里", "the sender is not in the register of units"),
        Words("请选择本单位后重新上传", "choose your unit and send it again"),
        value=code,
    )


def no_rows(header_row: int) -> Problem:
    return Problem(
        header_row,
        "",
        "",
        "no_rows",
        Words("文件只有表头，没有数据行", "the file has headings and no rows"),
        Words(
            "请填入数据后再上传；当日没有数据也要按模板零报告",
            "fill in rows and send it again; report a zero if there is nothing",
        ),
    )


def no_text(detail: Words) -> Problem:
    return of_file("not_a_table", detail, SAVE_AS_XLSX)


def no_headings(nearest: Sequence[Feed]) -> Problem:
    names_hans = "、".join(f"《{feed.words.hans}》" for feed in nearest)
    names_en = ", ".join(feed.words.en or feed.name for feed in nearest)
    like_hans = f"；最接近的是{names_hans}" if nearest else ""
    like_en = f"; nearest: {names_en}" if nearest else ""
    return of_file(
        "unknown_feed",
        Words(
            f"前 {HEAD_ROWS} 行里没有找到任何上报表的表头，无法认出这是哪张表{like_hans}",
            f"no headings of any report in the first {HEAD_ROWS} rows{like_en}",
        ),
        SEND_TEMPLATE,
    )


def ambiguous_feed(alike: Sequence[Feed]) -> Problem:
    names_hans = "、".join(f"《{feed.words.hans}》" for feed in alike)
    names_en = ", ".join(feed.words.en or feed.name for feed in alike)
    return of_file(
        "ambiguous_feed",
        Words(
            f"表头同时符合{names_hans}，无法认定是哪张表",
            f"the headings fit several reports: {names_en}",
        ),
        Words("请在上传时选定上报表", "choose the report when you send the file"),
    )


def undeclared_feed(name: str, nearest: Sequence[Feed]) -> Problem:
    names_hans = "、".join(f"《{feed.words.hans}》" for feed in nearest)
    names_en = ", ".join(feed.name for feed in nearest)
    return of_file(
        "unknown_feed",
        Words("没有这张上报表", "there is no such report"),
        Words(
            f"请选择现有的上报表，例如{names_hans}",
            f"choose one of the reports there are, such as {names_en}",
        ),
        value=name,
    )


def missing_column(header_row: int, heading: Words, feed: Feed) -> Problem:
    english = heading.en or heading.hans
    return Problem(
        header_row,
        heading.hans,
        "",
        "missing_column",
        Words(f"缺少必填列“{heading.hans}”", f'the column "{english}" is missing'),
        Words(
            f"请按《{feed.words.hans}》模板补上这一列",
            "add the column as in the template of this report",
        ),
    )


def doubled_column(header_row: int, first: str, second: str, heading: Words) -> Problem:
    return Problem(
        header_row,
        second,
        "",
        "doubled_column",
        Words(
            f"“{first}”和“{second}”都是“{heading.hans}”，不知以哪一列为准",
            f'"{first}" and "{second}" are the same column',
        ),
        Words("请只保留一列", "keep one of them"),
    )


def unknown_column(header_row: int, heading: str) -> Problem:
    return Problem(
        header_row,
        heading,
        "",
        "unknown_column",
        Words("本表没有这一列，已忽略", "the report has no such column: ignored"),
        Words("不需要处理；以后可以不报这一列", "nothing to do; it need not be sent"),
        rejects=False,
    )


def ragged_row(row: int, expected: int, actual: int) -> Problem:
    return Problem(
        row,
        "",
        "",
        "ragged_row",
        Words(
            f"这一行有 {actual} 格，表头有 {expected} 格",
            f"this row has {actual} cells, the headings are {expected}",
        ),
        Words(
            "请检查是否多了或少了逗号、引号",
            "look for a comma or a quotation mark too many or too few",
        ),
    )


def unjudgeable(detail: str) -> Problem:
    return of_file(
        "unjudgeable",
        Words(
            "有数值过大或写法异常，无法校验",
            f"a value is too large or too odd to be checked ({detail})",
        ),
        Words("请检查各列数值后重新上传", "check the values and send it again"),
    )


def several_feeds(names: Sequence[tuple[str, Feed]]) -> Problem:
    hans = "、".join(f"“{sheet}”是《{feed.words.hans}》" for sheet, feed in names)
    return of_file(
        "several_feeds",
        Words(
            f"工作簿里有几张不同的上报表：{hans}",
            "the workbook holds several reports",
        ),
        Words("请选定其中一张表，或分开上传", "choose one of them, or send them apart"),
    )


_NOTHING_TO_DO = Words("不需要处理", "nothing to do")


def hidden_sheet(name: str) -> Problem:
    return flag_of_file(
        "hidden_sheet",
        Words(
            f"工作表“{name}”是隐藏的，没有读取",
            f'the sheet "{name}" is hidden: not read',
        ),
        Words(
            "如果要报，请在表格软件中取消隐藏后再上传",
            "if it is meant, unhide it and send the file again",
        ),
    )


def other_sheet(name: str) -> Problem:
    return flag_of_file(
        "other_sheet",
        Words(
            f"工作表“{name}”不是这张上报表，没有读取",
            f'the sheet "{name}" is no such report: not read',
        ),
        _NOTHING_TO_DO,
    )


def hidden_row(row: int) -> Problem:
    return _left_out(
        row,
        "hidden_row",
        Words("这一行是隐藏的，没有读取", "the row is hidden: not read"),
        Words(
            "如果要报，请取消隐藏或筛选后再上传",
            "if it is meant, unhide it and send the file again",
        ),
    )


def total_row(row: int) -> Problem:
    return _left_out(
        row,
        "total_row",
        Words("合计行，不作为数据读取", "a row of totals: not data"),
        _NOTHING_TO_DO,
    )


def frame_row(row: int) -> Problem:
    return _left_out(
        row,
        "frame_row",
        Words("表尾说明或落款，不作为数据读取", "a note or signature: not data"),
        _NOTHING_TO_DO,
    )


def voided_row(row: int, sheet: str = "") -> Problem:
    return Problem(
        row,
        "",
        "",
        "voided_row",
        Words(
            "这一行已划去或注明作废，将撤下此前报的同一条记录",
            "the row is struck out: the record sent before is taken back",
        ),
        Words("请确认", "please confirm"),
        rejects=False,
        sheet=sheet,
    )


def told_outside(heading: Words, text: str, where: Words) -> Problem:
    return flag_of_file(
        "told_outside",
        Words(
            f"表内没有“{heading.hans}”，按{where.hans}取“{text}”",
            f'"{heading.en}" is not in the table: "{text}", from {where.en}',
        ),
        Words("请核对", "please check"),
        column=heading.hans,
    )


def _left_out(row: int, rule: str, reason: Words, remedy: Words) -> Problem:
    return Problem(row, "", "", rule, reason, remedy, rejects=False)

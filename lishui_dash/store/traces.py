"""What the tables that are no reports keep of people: who reported, ordered, changed."""

from __future__ import annotations

from lishui_dash.catalogue import Catalogue
from lishui_dash.spec import Trace, Words
from lishui_dash.store.personal import rollups_about_persons

_FOR_GOOD = "无期限，与数据库一同保存"
_FOR_GOOD_EN = "No end: kept with the store"

_TRACES = (
    Trace(
        "ledger",
        Words("上报台账", "Ledger of deliveries"),
        {
            "delivery": ("file_name", "original", "sender", "reason", "sent_by"),
            "delivery_problem": ("value", "answer"),
        },
        Words(
            "报送人姓名、账号和时间，文件名、更正原因、原始文件，问题引用的原值和答复；"
            "证件号和电话已遮盖，原始文件已加密",
            "Who sent it, by which account and when, the name of the file, the reason of a "
            "correction, the original file, what problems quote and what was answered; IDs "
            "and phones are masked, the original is locked",
        ),
        Words(
            "说明数据由谁报来、为何更正", "To show who reported what, and why it changed"
        ),
        Words("{roles}，限本单位及下级单位", "{roles}, of their own unit and below"),
        Words(
            "原始文件、引用的原值和答复：{days} 天；其余无期限：统计结果须能查到出处",
            "Original, quotations and answers: {days} days. The rest has no end: a figure "
            "must show where it came from",
        ),
    ),
    Trace(
        "headings",
        Words("表头对应关系", "Meanings of headings"),
        {"remembered_heading": ("sender",)},
        Words(
            "由谁、何时确认本单位表头的含义", "Who said what a unit's heading means, when"
        ),
        Words("识别该单位下一次报来的表", "To read the unit's next file"),
        Words("页面不显示", "Shown on no page"),
        Words(_FOR_GOOD, _FOR_GOOD_EN),
    ),
    Trace(
        "duty",
        Words("预警处置记录", "What was done about alerts"),
        {
            "acknowledgement": ("by_whom", "note"),
            "duty_order": ("by_whom", "what"),
            "duty_remark": ("by_whom", "remark"),
        },
        Words(
            "由谁、何时确认、交办、备注，以及所写的话",
            "Who acknowledged, ordered or remarked, when, and in which words",
        ),
        Words("值班交接和追责", "For the next on duty, and to answer for it"),
        Words("{roles}，限本辖区", "{roles}, of their own places"),
        Words(_FOR_GOOD, _FOR_GOOD_EN),
    ),
    Trace(
        "changes",
        Words("预警线和定额变更", "Changes of thresholds and norms"),
        {
            "threshold_change": ("reason_hans", "reason_en", "by_whom"),
            "ppe_norm_change": ("reason_hans", "reason_en", "by_whom"),
        },
        Words("由谁、何时、为何变更", "Who changed it, when and why"),
        Words("说明状态按哪条线判定", "To show by which line a status was judged"),
        Words("{roles}", "{roles}"),
        Words(_FOR_GOOD, _FOR_GOOD_EN),
    ),
)


def traces_of_store(catalogue: Catalogue) -> tuple[Trace, ...]:
    """Return what is kept in the store beside feeds and lists."""
    made = {rollup.name: tuple(names) for rollup, names in rollups_about_persons(catalogue)}
    rollups = Trace(
        "rollups",
        Words("由上报表算出的个人日汇总", "Sums of a day for each person"),
        made,
        Words(
            "人员代码和当日的累计，无姓名", "The code of a person and what adds up, no name"
        ),
        Words(
            "计算连续在岗天数等指标", "To reckon days on duty without a rest and the like"
        ),
        Words("同所依据的上报表", "As of the reports they are made from"),
        Words("业务日之后 {days} 天", "{days} days after the business day"),
    )
    return (*_TRACES, rollups)

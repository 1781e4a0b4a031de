"""向基层要表要数登记: one row a request, notice or meeting."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import cases, people
from lishui_dash.spec import (
    About,
    Cadence,
    Column,
    Due,
    Feed,
    Load,
    Privacy,
    Register,
    Rule,
    Tier,
    Type,
    Words,
)

feed = Feed(
    name="form_requests",
    number=8,
    words=Words("向基层要表要数登记", "Requests to the grassroots", "向基層要表要數登記"),
    tier=Tier.CORE,
    clauses=(9,),
    grain=Words("每项要求、通知或会议一行", "one row a request, notice or meeting"),
    submitter=Words(
        "发文单位在发出前登记，指挥部办公室填意见",
        "the issuing unit before sending; the command centre adds its consent",
    ),
    key=("request_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(9, 0)),
    reporters=(),
    reporter="issuing_unit_code",
    day="issued_at",
    corrections=Words(
        "按登记号更新；撤回的保留", "updated by its number; what was withdrawn stays"
    ),
    personal_data=Words("无", "none"),
    about=About.THINGS,
    volume=Words("每日 20–80 行", "20 to 80 rows a day"),
    columns=(
        Column(
            "request_id",
            Words("登记号", "Request no.", "登記號"),
            Type.TEXT,
            required=True,
            aliases=("编号", "序号编号"),
            # A list without numbers: who asked, for what and when tells the request.
            derived=(
                "'Y' || left(md5(concat_ws('|', issuing_unit_code, title, "
                "CAST(issued_at AS VARCHAR))), 16)"
            ),
            example="YQ20200205-001",
        ),
        Column(
            "issued_at",
            Words("发出时间", "Issued at", "發出時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("下发时间", "发文时间", "日期"),
            example="2020-02-05 10:00",
        ),
        Column(
            "issuing_unit_code",
            Words("发文单位", "Issuing unit", "發文單位"),
            Type.TEXT,
            required=True,
            aliases=("发出单位", "要求单位", "下发单位"),
            refers_to=Register.UNIT,
            example="市民政局",
        ),
        Column(
            "target_level",
            Words("面向层级", "Target level", "面向層級"),
            Type.TEXT,
            required=True,
            aliases=("对象", "层级"),
            codes=people.UNIT_LEVEL,
            example="乡镇街道",
        ),
        Column(
            "target_county",
            Words("面向县市区", "Target county", "面向縣市區"),
            Type.TEXT,
            required=True,
            aliases=("范围", "县（市、区）"),
            refers_to=Register.PLACE,
            example="丽水市本级",
        ),
        Column(
            "target_unit_n",
            Words("面向单位数", "Units asked", "面向單位數"),
            Type.INTEGER,
            required=True,
            aliases=("单位数", "涉及单位数"),
            rules=(
                Rule(
                    "target_unit_n_least",
                    Words("至少为 1", "at least 1"),
                    Words("请核对面向单位数", "check the number of units"),
                    "target_unit_n >= 1",
                ),
            ),
            example="173",
        ),
        Column(
            "request_type",
            Words("类型", "Request type", "類型"),
            Type.TEXT,
            required=True,
            aliases=("形式", "类别"),
            codes=cases.REQUEST_TYPE,
            example="表格",
        ),
        Column(
            "title",
            Words("名称", "Title", "名稱"),
            Type.TEXT,
            required=True,
            aliases=("表格名称", "标题", "文件标题"),
            privacy=Privacy.FREE_TEXT,
            example="社区防控力量情况表",
        ),
        Column(
            "doc_no",
            Words("文号", "Document no.", "文號"),
            Type.TEXT,
            aliases=("发文字号",),
            example="丽民〔2020〕5号",
        ),
        Column(
            "recurrence",
            Words("频次", "Recurrence", "頻次"),
            Type.TEXT,
            required=True,
            aliases=("报送频次", "周期"),
            codes=cases.RECURRENCE,
            example="一次性",
        ),
        Column(
            "field_n",
            Words("数据项数", "Fields", "數據項數"),
            Type.INTEGER,
            aliases=("字段数", "栏目数", "指标数"),
            rules=(rules.between("field_n", 0, 500),),
            example="8",
        ),
        Column(
            "est_minutes",
            Words("预计填报分钟", "Estimated minutes", "預計填報分鐘"),
            Type.INTEGER,
            aliases=("预计用时", "填报时间(分钟)"),
            rules=(rules.between("est_minutes", 0, 600),),
            unit="分钟",
            example="15",
        ),
        Column(
            "deadline_at",
            Words("截止时间", "Deadline", "截止時間"),
            Type.TIMESTAMP,
            aliases=("报送时限", "截止日期"),
            rules=(
                rules.later_than(
                    "deadline_at", "issued_at", Words("发出时间", "the request")
                ),
                Rule(
                    "deadline_short",
                    Words(
                        "留给基层的时间不足 4 小时", "less than 4 hours are left to answer"
                    ),
                    Words(
                        "请说明为何急用，或放宽时限",
                        "say why it is urgent, or allow more time",
                    ),
                    "deadline_at >= issued_at + INTERVAL 4 HOUR",
                    rejects=False,
                ),
            ),
            example="2020-02-06 10:00",
        ),
        Column(
            "approval_status",
            Words("指挥部意见", "Approval", "指揮部意見"),
            Type.TEXT,
            required=True,
            aliases=("审批情况", "是否同意", "报批情况"),
            codes=cases.APPROVAL_STATUS,
            example="已同意",
        ),
        Column(
            "approval_no",
            Words("同意文号", "Approval no.", "同意文號"),
            Type.TEXT,
            aliases=("批准文号", "审批编号"),
            rules=(
                rules.needed(
                    "approval_no",
                    Words("已同意的须填同意文号", "an approved request needs its number"),
                    unless="approval_status <> 'approved'",
                ),
            ),
            example="同意〔2020〕0205-03",
        ),
        Column(
            "approved_at",
            Words("同意时间", "Approved at", "同意時間"),
            Type.TIMESTAMP,
            aliases=("批准时间",),
            rules=(
                rules.needed(
                    "approved_at",
                    Words("已同意的须填同意时间", "an approved request needs its time"),
                    unless="approval_status <> 'approved'",
                ),
                Rule(
                    "approved_before_sending",
                    Words(
                        "先发后批：同意时间晚于发出时间", "approved only after it was sent"
                    ),
                    Words("今后请先报批再发出", "ask for consent before sending"),
                    "approved_at <= issued_at",
                    rejects=False,
                ),
            ),
            example="2020-02-05 09:10",
        ),
        Column(
            "parent_request_id",
            Words("上级要求登记号", "Parent request no.", "上級要求登記號"),
            Type.TEXT,
            aliases=("来源登记号", "上级文号"),
        ),
        Column(
            "duplicate_of",
            Words("重复于", "Duplicate of", "重複於"),
            Type.TEXT,
            aliases=("重复登记号",),
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("有效状态",),
            codes=cases.REQUEST_STATUS,
            example="有效",
        ),
    ),
)

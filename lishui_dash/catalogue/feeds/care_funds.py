"""党费和党员关爱基金收支: one row a movement."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import money
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
    name="care_funds",
    number=14,
    words=Words("党费和党员关爱基金收支", "Care funds", "黨費和黨員關愛基金收支"),
    tier=Tier.CORE,
    clauses=(7,),
    grain=Words("每笔收支一行", "one row a movement"),
    submitter=Words(
        "各级组织部门党费会计", "Party-dues accountants of Organization Departments"
    ),
    key=("txn_id",),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(17, 0)),
    reporters=(),
    bodies=("LS-ZZB",),
    reporter="county_code",
    day="txn_date",
    corrections=Words(
        "不改原账：退回另记一笔，注明冲销流水号",
        "never edited: a refund is a row that names what it reverses",
    ),
    personal_data=Words("无个人信息（只报人数）", "none (counts only)"),
    about=About.THINGS,
    volume=Words("每日 5–60 行", "5 to 60 rows a day"),
    columns=(
        Column(
            "txn_id",
            Words("流水号", "Movement no.", "流水號"),
            Type.TEXT,
            required=True,
            aliases=("凭证号", "编号"),
            example="ZJ20200205-001",
        ),
        Column(
            "txn_date",
            Words("日期", "Movement date"),
            Type.DATE,
            required=True,
            aliases=("收支日期", "发生日期"),
            example="2020-02-05",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）",),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "unit_code",
            Words("账户单位", "Account unit", "賬戶單位"),
            Type.TEXT,
            required=True,
            aliases=("单位", "党组织"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "fund_type",
            Words("资金类型", "Fund type", "資金類型"),
            Type.TEXT,
            required=True,
            aliases=("来源", "资金来源"),
            codes=money.FUND_TYPE,
            example="党员关爱基金",
        ),
        Column(
            "direction",
            Words("收支方向", "Direction"),
            Type.TEXT,
            required=True,
            aliases=("方向", "类型"),
            codes=money.FUND_DIRECTION,
            example="支出",
        ),
        Column(
            "counterparty_unit_code",
            Words("对方单位", "Counterparty", "對方單位"),
            Type.TEXT,
            aliases=("拨入单位", "收款单位"),
            refers_to=Register.UNIT,
            rules=(
                rules.needed(
                    "counterparty_unit_code",
                    Words(
                        "拨入、转拨须填对方单位",
                        "money received or passed on needs the other unit",
                    ),
                    unless="direction NOT IN ('received', 'passed_on')",
                ),
            ),
        ),
        Column(
            "amount_yuan",
            Words("金额", "Amount, yuan", "金額"),
            Type.MONEY,
            required=True,
            aliases=("金额（元）", "金额(万元)"),
            rules=(rules.positive("amount_yuan"),),
            example="12000",
        ),
        Column(
            "purpose_code",
            Words("用途", "Purpose"),
            Type.TEXT,
            aliases=("用途类别", "支出用途"),
            codes=money.PURPOSE_CODE,
            rules=(
                rules.needed(
                    "purpose_code",
                    Words("支出须填用途", "spending needs its purpose"),
                    unless="direction <> 'spent'",
                ),
            ),
            example="慰问一线医务工作者",
        ),
        Column(
            "purpose_desc",
            Words("用途说明", "Purpose described", "用途說明"),
            Type.TEXT,
            aliases=("摘要",),
            privacy=Privacy.FREE_TEXT,
            example="慰问隔离病区医护人员",
        ),
        Column(
            "beneficiary_type",
            Words("受益对象", "Beneficiaries", "受益對象"),
            Type.TEXT,
            aliases=("慰问对象",),
            codes=money.BENEFICIARY_TYPE,
            rules=(
                rules.needed(
                    "beneficiary_type",
                    Words("支出须填受益对象", "spending needs its beneficiaries"),
                    unless="direction <> 'spent'",
                ),
            ),
            example="医务工作者",
        ),
        Column(
            "beneficiary_n",
            Words("受益人数", "Number of beneficiaries", "受益人數"),
            Type.INTEGER,
            aliases=("慰问人数",),
            rules=(
                Rule(
                    "beneficiary_n_positive",
                    Words(
                        "用于人员的支出，受益人数应大于 0",
                        "spending on people needs how many",
                    ),
                    Words("请填写受益人数", "say how many"),
                    (
                        "direction <> 'spent' OR purpose_code NOT IN ('P1', 'P2', 'P4') OR "
                        "beneficiary_n > 0"
                    ),
                ),
            ),
            example="24",
        ),
        Column(
            "receipt_ok",
            Words("票据齐全", "Receipts complete", "票據齊全"),
            Type.BOOLEAN,
            aliases=("是否有票据",),
            example="是",
        ),
        Column(
            "reversal_of",
            Words("冲销流水号", "Reversal of", "沖銷流水號"),
            Type.TEXT,
            aliases=("冲红",),
            rules=(
                rules.needed(
                    "reversal_of",
                    Words("退回须填冲销流水号", "a refund names what it reverses"),
                    unless="direction <> 'refunded'",
                ),
            ),
        ),
    ),
)

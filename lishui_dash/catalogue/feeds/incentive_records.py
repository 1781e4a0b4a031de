"""激励台账: one row an incentive given to a person or collective, or a quota of a unit."""

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
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="incentive_records",
    number=20,
    words=Words(
        "激励台账(表彰/发展党员/考核/晋升/人才/绩效)",
        "Incentives",
        "激勵台賬(表彰/發展黨員/考核/晉升/人才/績效)",
    ),
    tier=Tier.LEDGER,
    clauses=(1, 2, 3, 4),
    grain=Words(
        "每人、每集体每项激励一行，或每单位每项指标一行",
        "one row a person or collective and incentive, or a unit and quota",
    ),
    submitter=Words(
        "组织部、人社局、卫健委、宣传部按类别，由县（市、区）汇总",
        "the departments by type, collected by county",
    ),
    key=("record_id",),
    load=Load.UPSERT,
    cadence=Cadence.WEEKLY,
    due=Due(time(17, 0), days_after=0, weekday=4),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    bodies=("LS-ZZB", "LS-RSJ", "LS-WJW", "LS-XCB"),
    reporter="county_code",
    day="record_date",
    corrections=Words(
        "按编号更新；撤销的保留", "updated by its number; what was revoked stays"
    ),
    personal_data=Words(
        "掩码姓名；公示前仅责任部门可见",
        "masked name; for the department alone until publicised",
    ),
    about=About.RESTRICTED,
    volume=Words("每日 5–60 行", "5 to 60 rows a day"),
    columns=(
        Column(
            "record_id",
            Words("编号", "Record no.", "編號"),
            Type.TEXT,
            required=True,
            aliases=("登记号",),
            example="JL20200205-0001",
        ),
        Column(
            "record_date",
            Words("日期", "Record date"),
            Type.DATE,
            required=True,
            aliases=("批准日期", "发文日期"),
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
            Words("所在单位", "Unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("单位", "推荐单位"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "subject_type",
            Words("对象类型", "Subject type", "對象類型"),
            Type.TEXT,
            required=True,
            aliases=("类型",),
            codes=cases.SUBJECT_TYPE,
            example="个人",
        ),
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            aliases=("人员编号",),
            rules=(
                rules.needed(
                    "person_id",
                    Words("对象为个人的须填身份证号", "a person needs the resident ID"),
                    unless="subject_type <> 'person'",
                ),
            ),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "name_masked",
            Words("姓名或集体名称", "Name of person or collective", "姓名或集體名稱"),
            Type.TEXT,
            required=True,
            aliases=("姓名", "集体名称", "名称"),
            privacy=Privacy.MASK,
            person_where=("subject_type", "person"),
            example="王小明",
        ),
        Column(
            "personnel_category",
            Words("人员类别", "Personnel category", "人員類別"),
            Type.TEXT,
            aliases=("类别",),
            codes=people.PERSONNEL_CATEGORY,
            rules=(
                rules.needed(
                    "personnel_category",
                    Words("对象为个人的须填人员类别", "a person needs the category"),
                    unless="subject_type <> 'person'",
                ),
            ),
            example="县直机关事业单位人员",
        ),
        Column(
            "incentive_type",
            Words("激励类型", "Incentive type", "激勵類型"),
            Type.TEXT,
            required=True,
            aliases=("项目", "奖项"),
            codes=cases.INCENTIVE_TYPE,
            example="通报表扬",
        ),
        Column(
            "stage",
            Words("阶段", "Stage", "階段"),
            Type.TEXT,
            required=True,
            aliases=("状态",),
            codes=cases.INCENTIVE_STAGE,
            example="批准",
        ),
        Column(
            "level",
            Words("层级", "Level", "層級"),
            Type.TEXT,
            required=True,
            aliases=("级别",),
            codes=cases.INCENTIVE_LEVEL,
            example="县级",
        ),
        Column(
            "doc_no",
            Words("文号", "Document no.", "文號"),
            Type.TEXT,
            aliases=("文件号",),
            rules=(
                rules.needed(
                    "doc_no",
                    Words("已批准的须填文号", "what is approved needs its document number"),
                    unless="stage <> 'approved'",
                ),
            ),
            example="青委组〔2020〕3号",
        ),
        Column(
            "quota_n",
            Words("指标数", "Quota", "指標數"),
            Type.INTEGER,
            aliases=("名额", "核定名额"),
            rules=(
                rules.needed(
                    "quota_n",
                    Words("核定指标的须填指标数", "a quota needs its number"),
                    unless="incentive_type <> 'excellent_quota'",
                ),
                rules.not_negative("quota_n"),
            ),
        ),
        Column(
            "amount_yuan",
            Words("金额", "Amount, yuan", "金額"),
            Type.MONEY,
            aliases=("核增金额",),
            rules=(
                rules.needed(
                    "amount_yuan",
                    Words("核增绩效工资的须填金额", "a raise needs its amount"),
                    unless="incentive_type <> 'perf_pay'",
                ),
            ),
        ),
    ),
)

"""人员抽调与到岗日报: one row a person, day, post and shift."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import people, posts
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
    UnitKind,
    Words,
)

feed = Feed(
    name="personnel_deployment",
    number=2,
    words=Words("人员抽调与到岗日报", "Duty report", "人員抽調與到崗日報"),
    tier=Tier.NAMED,
    clauses=(5, 6),
    grain=Words("每人每日每点位每班次一行", "one row a person, day, post and shift"),
    submitter=Words(
        "点位牵头单位，由县（市、区）指挥部汇总",
        "the lead unit of the post, collected by the county command centre",
    ),
    key=("duty_date", "person_id", "post_id", "shift_code"),
    load=Load.REPLACE_SLICE,
    cadence=Cadence.DAILY,
    due=Due(time(8, 30)),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    # The police at a checkpoint, the health service at an isolation point.
    contributors=(UnitKind.TOWNSHIP, UnitKind.DEPARTMENT, UnitKind.HOSPITAL),
    reporter="reporting_unit_code",
    day="duty_date",
    slice_by=("duty_date", "reporting_unit_code"),
    corrections=Words(
        "整日重报，以最后接收的为准，此前的保留",
        ("the whole day is sent again; the last one accepted counts, earlier ones stay"),
    ),
    personal_data=Words(
        "人员代码、掩码姓名、值守地点", "pseudonym, masked name, whereabouts"
    ),
    about=About.PERSONS,
    # An award must not lose what it stands on.
    evidence="duty_status = 'on_duty'",
    volume=Words("每日 15,000–18,000 行", "15,000 to 18,000 rows a day"),
    columns=(
        Column(
            "duty_date",
            Words("值守日期", "Duty date"),
            Type.DATE,
            required=True,
            aliases=("日期", "上岗日期", "值班日期", "到岗日期"),
            example="2020-02-05",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "区县", "属地"),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "reporting_unit_code",
            Words("填报单位", "Reporting unit", "填報單位"),
            Type.TEXT,
            required=True,
            aliases=("报送单位", "上报单位"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "post_id",
            Words("点位", "Post", "點位"),
            Type.TEXT,
            required=True,
            aliases=("点位名称", "卡点名称", "值守点", "岗位地点"),
            refers_to=Register.POST,
            example="G1513温丽高速温溪出口",
        ),
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("身份证号码", "证件号码", "人员编号"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "name_masked",
            Words("姓名", "Name"),
            Type.TEXT,
            required=True,
            aliases=("值守人员", "人员姓名"),
            privacy=Privacy.MASK,
            example="王小明",
        ),
        Column(
            "home_unit_code",
            Words("派出单位", "Home unit", "派出單位"),
            Type.TEXT,
            required=True,
            aliases=("所在单位", "单位", "抽调单位"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "personnel_category",
            Words("人员类别", "Personnel category", "人員類別"),
            Type.TEXT,
            required=True,
            aliases=("类别",),
            codes=people.PERSONNEL_CATEGORY,
            example="县直机关事业单位人员",
        ),
        Column(
            "shift_code",
            Words("班次", "Shift"),
            Type.TEXT,
            required=True,
            aliases=("班别", "值班班次"),
            codes=posts.SHIFT_CODE,
            example="白班",
        ),
        Column(
            "shift_start",
            Words("上岗时间", "Shift start", "上崗時間"),
            Type.TIMESTAMP,
            aliases=("开始时间", "到岗时间"),
            rules=(
                rules.needed(
                    "shift_start",
                    Words("到岗的须填上岗时间", "whoever was on duty needs a start time"),
                    unless="duty_status <> 'on_duty'",
                    # Many rosters give the hours alone, and no indicator reads the start.
                    rejects=False,
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 08:00",
        ),
        Column(
            "shift_end",
            Words("下岗时间", "Shift end", "下崗時間"),
            Type.TIMESTAMP,
            aliases=("结束时间", "离岗时间"),
            rules=(
                Rule(
                    "shift_end_order",
                    Words(
                        "应晚于上岗时间，且不超过 24 小时",
                        "must be after the start, by 24 hours at most",
                    ),
                    Words(
                        "请核对上下岗时间；跨夜班请填次日日期",
                        "check both times; a night shift ends on the next day",
                    ),
                    (
                        "shift_end > shift_start AND shift_end <= "
                        "shift_start + INTERVAL 24 "
                        "HOUR"
                    ),
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 16:00",
        ),
        Column(
            "duty_hours",
            Words("值守时长", "Duty hours", "值守時長"),
            Type.NUMBER,
            required=True,
            aliases=("工时", "小时", "时长（小时）", "工作时长"),
            rules=(
                Rule(
                    "duty_hours_range",
                    Words(
                        "到岗的时长应大于 0 且不超过 24 小时；未到岗填 0",
                        "over 0 and at most 24 hours on duty; 0 otherwise",
                    ),
                    Words("请核对时长", "check the hours"),
                    (
                        "duty_hours BETWEEN 0 AND 24 AND (duty_status <> 'on_duty' OR "
                        "duty_hours > 0)"
                    ),
                ),
                Rule(
                    "duty_hours_agree",
                    Words(
                        "与上下岗时间相差超过半小时",
                        "differs from the shift's times by over half an hour",
                    ),
                    Words("请核对时长与上下岗时间", "check the hours against the times"),
                    (
                        "duty_status <> 'on_duty' OR abs(duty_hours - date_diff('second', "
                        "shift_start, shift_end) / 3600.0) <= 0.5"
                    ),
                ),
            ),
            unit="小时",
            example="8",
        ),
        Column(
            "duty_status",
            Words("到岗情况", "Duty status", "到崗情況"),
            Type.TEXT,
            required=True,
            aliases=("状态", "是否到岗", "到岗状态"),
            codes=posts.DUTY_STATUS,
            example="到岗",
        ),
        Column(
            "is_borrowed",
            Words("是否抽调", "Seconded", "是否抽調"),
            Type.BOOLEAN,
            required=True,
            aliases=("抽调", "是否抽调人员"),
            example="是",
        ),
        Column(
            "dispatch_order_no",
            Words("抽调文号", "Dispatch order no.", "抽調文號"),
            Type.TEXT,
            aliases=("调度令", "抽调通知文号", "文号"),
            rules=(
                rules.needed(
                    "dispatch_order_no",
                    Words(
                        "抽调人员须有抽调文号（统一调度）",
                        "seconded staff need a dispatch order number",
                    ),
                    unless="NOT is_borrowed",
                    rejects=False,
                ),
            ),
            example="青防指调〔2020〕1号",
        ),
        Column(
            "is_leader",
            Words("是否组长", "Team leader", "是否組長"),
            Type.BOOLEAN,
            aliases=("负责人", "组长"),
            example="否",
        ),
        Column(
            "temp_party_branch",
            Words("临时党支部", "Temporary Party branch", "臨時黨支部"),
            Type.TEXT,
            aliases=("临时支部",),
            example="温溪出口临时党支部",
        ),
        Column(
            "remark",
            Words("备注", "Remark", "備註"),
            Type.TEXT,
            aliases=("说明",),
            privacy=Privacy.FREE_TEXT,
            example="换班准时",
        ),
    ),
)

"""志愿服务签到: one row a check-in."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import people
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
    name="volunteer_checkins",
    number=7,
    words=Words("志愿服务签到", "Volunteer check-ins", "志願服務簽到"),
    tier=Tier.NAMED,
    clauses=(5,),
    grain=Words("每人每次签到一行", "one row a check-in"),
    submitter=Words(
        "社区，或市直机关工委、团市委从浙政钉导出",
        "communities, or an export from DingTalk",
    ),
    key=("checkin_id",),
    load=Load.UPSERT,
    cadence=Cadence.DAILY,
    due=Due(time(9, 0)),
    reporters=(UnitKind.COMMAND,),
    hosts=("LS-JGW", "LS-TSW"),
    reporter="county_code",
    day="service_date",
    corrections=Words("按签到编号更新", "updated by its number"),
    personal_data=Words("行踪、党员身份", "whereabouts, Party membership"),
    about=About.PERSONS,
    lasting="FALSE",
    # An award must not lose what it stands on.
    evidence="TRUE",
    volume=Words(
        "每日 8,000–10,000 行，高峰 15,000 行", "8,000 to 10,000 rows a day, 15,000 at most"
    ),
    columns=(
        Column(
            "checkin_id",
            Words("签到编号", "Check-in no.", "簽到編號"),
            Type.TEXT,
            required=True,
            aliases=("编号", "流水号", "序列号"),
            # A paper list has no numbers: person, community and minute tell the session.
            derived=(
                "'Q' || left(md5(concat_ws('|', person_id, community_code, "
                "strftime(check_in_at, '%Y%m%d%H%M'))), 16)"
            ),
            example="QD20200205-000001",
        ),
        Column(
            "service_date",
            Words("服务日期", "Service date", "服務日期"),
            Type.DATE,
            required=True,
            aliases=("日期", "签到日期"),
            example="2020-02-05",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "区县"),
            refers_to=Register.PLACE,
            example="莲都区",
        ),
        Column(
            "community_code",
            Words("服务社区", "Community served", "服務社區"),
            Type.TEXT,
            required=True,
            aliases=("社区", "村社区", "签到地点", "报到社区"),
            refers_to=Register.COMMUNITY,
            privacy=Privacy.SENSITIVE,
            example="紫金街道示例社区01",
        ),
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=("身份证号码", "志愿者编号", "人员编号"),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "name_masked",
            Words("姓名", "Name"),
            Type.TEXT,
            required=True,
            aliases=("志愿者姓名",),
            privacy=Privacy.MASK,
            example="王小明",
        ),
        Column(
            "home_unit_code",
            Words("所在单位", "Home unit", "所在單位"),
            Type.TEXT,
            aliases=("单位", "工作单位"),
            refers_to=Register.UNIT,
            example="市财政局",
        ),
        Column(
            "is_party_member",
            Words("是否党员", "Party member", "是否黨員"),
            Type.BOOLEAN,
            required=True,
            aliases=("党员", "政治面貌"),
            privacy=Privacy.SENSITIVE,
            example="是",
        ),
        Column(
            "check_in_at",
            Words("签到时间", "Check-in time", "簽到時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("上岗时间", "到岗时间"),
            rules=(
                Rule(
                    "check_in_on_day",
                    Words("签到时间应在服务日期当天", "must be on the day of service"),
                    Words("请核对签到时间与服务日期", "check the time and the day"),
                    "CAST(check_in_at AS DATE) = service_date",
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 08:30",
        ),
        Column(
            "check_out_at",
            Words("签退时间", "Check-out time", "簽退時間"),
            Type.TIMESTAMP,
            aliases=("离岗时间", "结束时间"),
            rules=(
                rules.later_than(
                    "check_out_at", "check_in_at", Words("签到时间", "the check-in")
                ),
                Rule(
                    "session_too_long",
                    Words("一次服务超过 12 小时", "a session of over 12 hours"),
                    Words(
                        "请核对签退时间；超过 12 小时的列为异常签到",
                        "check the time; over 12 hours is listed as suspicious",
                    ),
                    "check_out_at <= check_in_at + INTERVAL 12 HOUR",
                    rejects=False,
                ),
            ),
            privacy=Privacy.SENSITIVE,
            example="2020-02-05 11:30",
        ),
        Column(
            "service_hours",
            Words("服务时长", "Service hours", "服務時長"),
            Type.NUMBER,
            aliases=("时长", "服务小时", "时长（小时）"),
            rules=(
                Rule(
                    "service_hours_range",
                    Words("应大于 0 且不超过 12 小时", "over 0 and at most 12 hours"),
                    Words("请核对时长", "check the hours"),
                    "service_hours > 0 AND service_hours <= 12",
                    rejects=False,
                ),
            ),
            unit="小时",
            example="3",
        ),
        Column(
            "task_type",
            Words("服务内容", "Task", "服務內容"),
            Type.TEXT,
            aliases=("服务类型", "岗位", "任务"),
            codes=people.TASK_TYPE,
            example="卡点值守",
        ),
        Column(
            "method",
            Words("签到方式", "Check-in method", "簽到方式"),
            Type.TEXT,
            required=True,
            aliases=("方式", "来源"),
            codes=people.CHECKIN_METHOD,
            example="扫码",
        ),
        Column(
            "location_verified",
            Words("定位核验", "Location verified", "定位核驗"),
            Type.BOOLEAN,
            aliases=("是否定位", "位置核验"),
            example="是",
        ),
    ),
)

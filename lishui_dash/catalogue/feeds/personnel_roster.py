"""一线人员名册: one row a person and period of validity, also those who take no part."""

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
    name="personnel_roster",
    number=1,
    words=Words("一线人员名册", "Front-line roster", "一線人員名冊"),
    tier=Tier.CORE,
    clauses=(1, 2, 3, 5, 6, 8),
    grain=Words(
        "每人每个有效期一行；村（社区）干部全部列入，包括未参加的",
        (
            "one row a person and period of validity; all village cadres are "
            "listed, also those who take no part"
        ),
    ),
    submitter=Words(
        "各单位人事干部，由县（市、区）指挥部汇总",
        "personnel officers, collected by the county command centre",
    ),
    key=("person_id", "valid_from"),
    load=Load.VALIDITY,
    cadence=Cadence.ON_CHANGE,
    due=Due(time(10, 0)),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    reporter="county_code",
    day="valid_from",
    corrections=Words(
        "新的起始日期即为变更，旧的一行保留",
        "a row with a later first day closes the earlier one, which stays",
    ),
    personal_data=Words(
        "姓名、证件号、电话、党员身份、未参加原因、家属",
        "name, ID, phone, Party membership, reasons, family",
    ),
    about=About.PERSONS,
    volume=Words(
        "在册约 45,000 人；每日变动 200–1,000 人",
        "45,000 on the list; 200 to 1,000 changes a day",
    ),
    columns=(
        Column(
            "person_id",
            Words("身份证号", "Resident ID", "身份證號"),
            Type.TEXT,
            required=True,
            aliases=(
                "身份证号码",
                "公民身份号码",
                "证件号码",
                "身份证",
                "人员编号",
                "工号",
            ),
            privacy=Privacy.PSEUDONYM,
            example="331199198801011238",
        ),
        Column(
            "name_masked",
            Words("姓名", "Name"),
            Type.TEXT,
            required=True,
            aliases=("人员姓名", "名字", "姓 名"),
            rules=(
                Rule(
                    "name_form",
                    Words(
                        "姓名应为汉字（可含“·”）",
                        "must be a name in Chinese characters (· is allowed)",
                    ),
                    Words(
                        "请填写真实姓名，不要填符号或公式",
                        "write the name, no symbols or formulas",
                    ),
                    "regexp_full_match(name_masked, '[\\p{Han}A-Za-z·.* ]+')",
                ),
            ),
            privacy=Privacy.MASK,
            example="王小明",
        ),
        Column(
            "phone_masked",
            Words("联系电话", "Phone", "聯繫電話"),
            Type.TEXT,
            aliases=("手机", "手机号", "手机号码", "联系方式", "电话"),
            rules=(
                Rule(
                    "phone_form",
                    Words("不是 11 位手机号", "not an 11-digit mobile number"),
                    Words(
                        "请核对手机号；没有可留空", "check the number; it may be left empty"
                    ),
                    "regexp_full_match(phone_masked, '1[3-9][0-9][*]{4}[0-9]{4}')",
                    rejects=False,
                ),
            ),
            privacy=Privacy.MASK,
            example="13900001234",
        ),
        Column(
            "unit_code",
            Words("所在单位", "Unit", "所在單位"),
            Type.TEXT,
            required=True,
            aliases=("单位", "工作单位", "派出单位", "单位名称"),
            refers_to=Register.UNIT,
            example="青田县疫情防控指挥部办公室",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "区县", "所在县", "属地"),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "personnel_category",
            Words("人员类别", "Personnel category", "人員類別"),
            Type.TEXT,
            required=True,
            aliases=("类别", "身份类别", "岗位类别"),
            codes=people.PERSONNEL_CATEGORY,
            example="县直机关事业单位人员",
        ),
        Column(
            "is_party_member",
            Words("是否党员", "Party member", "是否黨員"),
            Type.BOOLEAN,
            required=True,
            aliases=("党员", "政治面貌", "中共党员"),
            privacy=Privacy.SENSITIVE,
            example="是",
        ),
        Column(
            "cadre_authority",
            Words("干部管理权限", "Cadre authority", "幹部管理權限"),
            Type.TEXT,
            required=True,
            aliases=("管理权限", "干部级别"),
            codes=people.CADRE_AUTHORITY,
            example="单位管理人员",
        ),
        Column(
            "is_village_cadre",
            Words("是否村社干部", "Village cadre", "是否村社幹部"),
            Type.BOOLEAN,
            required=True,
            aliases=("村社干部", "村干部"),
            example="否",
        ),
        Column(
            "village_code",
            Words("所在村社", "Village or community"),
            Type.TEXT,
            aliases=("村（社区）", "村社区", "村名"),
            refers_to=Register.COMMUNITY,
            rules=(
                rules.needed(
                    "village_code",
                    Words(
                        "村社干部须填所在村（社区）",
                        "a village cadre's village must be named",
                    ),
                    unless="NOT is_village_cadre",
                ),
            ),
        ),
        Column(
            "participation_status",
            Words("参加情况", "Participation", "參加情況"),
            Type.TEXT,
            required=True,
            aliases=("是否参加", "是否参与防控"),
            codes=people.PARTICIPATION_STATUS,
            example="参加",
        ),
        Column(
            "exemption_reason",
            Words("未参加原因", "Reason for not taking part", "未參加原因"),
            Type.TEXT,
            aliases=("免参加原因", "特殊原因", "原因"),
            rules=(
                rules.needed(
                    "exemption_reason",
                    Words(
                        "未参加或免参加须书面说明原因",
                        "a reason must be given for not taking part",
                    ),
                    unless="participation_status = 'took_part'",
                    rejects=False,
                ),
            ),
            privacy=Privacy.SENSITIVE,
        ),
        Column(
            "valid_from",
            Words("起始日期", "Valid from"),
            Type.DATE,
            required=True,
            aliases=("参加日期", "上岗日期", "开始时间"),
            rules=(
                Rule(
                    "valid_from_in_campaign",
                    Words(
                        "应在 2020-01-20 至收件日之间",
                        "must lie between 2020-01-20 and the day of arrival",
                    ),
                    Words("请核对起始日期", "check the day"),
                    "valid_from BETWEEN DATE '2020-01-20' AND $operating_day",
                ),
            ),
            example="2020-01-31",
        ),
        Column(
            "valid_to",
            Words("结束日期", "Valid to", "結束日期"),
            Type.DATE,
            aliases=("下岗日期", "截止日期"),
            rules=(
                rules.not_before(
                    "valid_to", "valid_from", Words("起始日期", "the first day")
                ),
            ),
        ),
        Column(
            "exposure_level",
            Words("暴露风险", "Exposure level", "暴露風險"),
            Type.TEXT,
            aliases=("风险等级",),
            codes=people.EXPOSURE_LEVEL,
            example="较低风险暴露",
        ),
        Column(
            "support_team_batch",
            Words("援鄂批次", "Hubei team batch"),
            Type.INTEGER,
            aliases=("支援武汉批次", "批次"),
            rules=(rules.between("support_team_batch", 1, 5),),
        ),
        Column(
            "is_isolated_duty",
            Words("是否隔离作战", "Isolated duty", "是否隔離作戰"),
            Type.BOOLEAN,
            aliases=("隔离值守", "封闭管理"),
            example="否",
        ),
        Column(
            "family_key",
            Words("家属编号", "Family number", "家屬編號"),
            Type.TEXT,
            aliases=("家庭编号",),
            rules=(
                rules.needed(
                    "family_key",
                    Words(
                        "援鄂或隔离作战人员须填家属编号",
                        "the family of whoever is away must be numbered",
                    ),
                    unless=(
                        "(support_team_batch IS NULL AND NOT "
                        "coalesce(is_isolated_duty, FALSE))"
                    ),
                ),
            ),
            privacy=Privacy.PSEUDONYM,
        ),
        Column(
            "performance_rating",
            Words("防控表现", "Performance", "防控表現"),
            Type.TEXT,
            aliases=("表现", "评价"),
            codes=people.PERFORMANCE_RATING,
            privacy=Privacy.SENSITIVE,
            example="良好",
        ),
    ),
)

"""Code lists about people: who they are, how they fare."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

PERSONNEL_CATEGORY = CodeList(
    "personnel_category",
    (
        Code(
            "medical",
            Words("医务人员", "medical staff", "醫務人員"),
            ("医护人员", "医务工作者", "医生", "护士", "卫健"),
        ),
        Code("cdc", Words("疾控流调人员", "CDC staff", "疾控流調人員"), ("疾控", "流调")),
        Code(
            "police",
            Words("公安民警辅警", "police", "公安民警輔警"),
            ("公安", "民警", "辅警", "交警"),
        ),
        Code(
            "transport",
            Words("交通运输人员", "transport staff", "交通運輸人員"),
            ("交通", "路政", "运管"),
        ),
        Code(
            "township",
            Words("乡镇街道干部", "township cadre", "鄉鎮街道幹部"),
            ("乡镇干部", "街道干部", "镇干部"),
        ),
        Code(
            "village",
            Words("村社区干部", "village or community cadre", "村社區幹部"),
            ("村干部", "社区干部", "社工", "村两委"),
        ),
        Code(
            "municipal",
            Words("市直机关事业单位人员", "municipal staff", "市直機關事業單位人員"),
            ("市直", "市直下沉"),
        ),
        Code(
            "county",
            Words("县直机关事业单位人员", "county staff", "縣直機關事業單位人員"),
            ("县直", "县直下沉"),
        ),
        Code("soe", Words("国有企业人员", "state enterprise", "國有企業人員"), ("国企",)),
        Code("grid", Words("网格员", "grid worker", "網格員"), ("专职网格员",)),
        Code("volunteer", Words("志愿者", "volunteer", "志願者"), ("社会志愿者",)),
        Code(
            "service",
            Words("保安保洁等服务人员", "service staff", "保安保潔等服務人員"),
            ("保安", "保洁", "酒店服务人员"),
        ),
        Code("other", Words("其他", "other")),
    ),
)
PARTICIPATION_STATUS = CodeList(
    "participation_status",
    (
        Code("took_part", Words("参加", "took part", "參加"), ("是", "已参加")),
        Code("not_taken_part", Words("未参加", "did not take part", "未參加"), ("否",)),
        Code("exempt", Words("免参加", "exempt", "免參加"), ("免",)),
    ),
)
CADRE_AUTHORITY = CodeList(
    "cadre_authority",
    (
        Code(
            "city_managed", Words("市管干部", "managed by the city", "市管幹部"), ("市管",)
        ),
        Code(
            "county_managed",
            Words("县管干部", "managed by the county", "縣管幹部"),
            ("县管",),
        ),
        Code(
            "unit_managed",
            Words("单位管理人员", "managed by the unit", "單位管理人員"),
            ("单位管理", "一般干部"),
        ),
        Code("non_cadre", Words("非干部", "not a cadre", "非幹部"), ("编外", "志愿者")),
    ),
)
EXPOSURE_LEVEL = CodeList(
    "exposure_level",
    (
        Code("high", Words("高风险暴露", "high", "高風險暴露"), ("高",)),
        Code("elevated", Words("较高风险暴露", "elevated", "較高風險暴露"), ("较高",)),
        Code("medium", Words("中等风险暴露", "medium", "中等風險暴露"), ("中",)),
        Code("low", Words("较低风险暴露", "low", "較低風險暴露"), ("低",)),
    ),
)
PERFORMANCE_RATING = CodeList(
    "performance_rating",
    (
        Code("excellent", Words("优秀", "excellent", "優秀")),
        Code("good", Words("良好", "good"), ("称职", "合格")),
        Code("fair", Words("一般", "fair"), ("基本称职",)),
        Code("poor", Words("较差", "poor", "較差"), ("不佳", "不称职")),
    ),
)
UNIT_LEVEL = CodeList(
    "unit_level",
    (
        Code("municipal", Words("市直", "municipal")),
        Code("county", Words("县直", "county", "縣直")),
        Code("township", Words("乡镇街道", "township", "鄉鎮街道")),
        Code("village", Words("村社区", "village or community", "村社區")),
        Code("hospital", Words("医疗机构", "medical institution", "醫療機構")),
        Code("enterprise", Words("企事业单位", "enterprise or institution", "企事業單位")),
    ),
)
TASK_TYPE = CodeList(
    "task_type",
    (
        Code("gate", Words("卡点值守", "gate duty", "卡點值守")),
        Code("survey", Words("入户排查", "household survey", "入戶排查")),
        Code("delivery", Words("代购配送", "delivery", "代購配送"), ("送菜", "送药")),
        Code("disinfect", Words("消毒消杀", "disinfect", "消毒消殺")),
        Code("publicity", Words("宣传劝导", "publicity", "宣傳勸導")),
        Code(
            "quarantine_service",
            Words("居家隔离服务", "quarantine service", "居家隔離服務"),
        ),
        Code("counsel", Words("心理疏导", "counselling", "心理疏導")),
        Code("other", Words("其他", "other")),
    ),
)
CHECKIN_METHOD = CodeList(
    "checkin_method",
    (
        Code("dingtalk", Words("浙政钉", "DingTalk", "浙政釘"), ("钉钉",)),
        Code("qr", Words("扫码", "QR code", "掃碼"), ("二维码", "微信小程序")),
        Code("paper", Words("纸质补录", "paper", "紙質補錄"), ("手工", "补登")),
    ),
)
REGISTER_STATUS = CodeList(
    "register_status",
    (
        Code("registered", Words("已报到", "registered", "已報到"), ("是",)),
        Code("not_registered", Words("未报到", "not registered", "未報到"), ("否",)),
        Code("exempt", Words("免报到", "exempt", "免報到"), ("免",)),
    ),
)
ILLNESS_TYPE = CodeList(
    "illness_type",
    (
        Code("confirmed", Words("确诊", "confirmed", "確診")),
        Code("suspected", Words("疑似", "suspected")),
        Code("fever", Words("发热待排", "fever, not yet explained", "發熱待排"), ("发热",)),
        Code("exposure", Words("职业暴露", "occupational exposure", "職業暴露")),
        Code("accident", Words("意外伤害", "accident", "意外傷害")),
        Code("overwork", Words("过劳晕厥", "overwork", "過勞暈厥")),
        Code("chronic", Words("慢病急发", "chronic illness", "慢病急發")),
        Code("other", Words("其他", "other")),
    ),
)
REPORTED_TO = CodeList(
    "reported_to",
    (
        Code("city_org", Words("市委组织部", "City Organization Department", "市委組織部")),
        Code(
            "county_org",
            Words("县委组织部", "county Organization Department", "縣委組織部"),
        ),
        Code(
            "unit_party",
            Words("所在单位党委党组", "the unit's Party committee", "所在單位黨委黨組"),
        ),
        Code("health", Words("卫健部门", "health authority", "衛健部門")),
    ),
)
OUTCOME = CodeList(
    "outcome",
    (
        Code("treating", Words("治疗中", "treating", "治療中")),
        Code("recovered", Words("康复", "recovered", "康復")),
        Code("transferred", Words("转院", "transferred", "轉院")),
        Code("died", Words("死亡", "died")),
        Code("excluded", Words("排除", "ruled out")),
    ),
)
PLATFORM = CodeList(
    "platform",
    (
        Code("hotline", Words("心理热线", "hotline", "心理熱線")),
        Code("online", Words("线上平台", "online", "線上平臺")),
        Code("onsite", Words("现场", "on site", "現場")),
        Code("group", Words("团体辅导", "group session", "團體輔導")),
    ),
)
RISK_LEVEL = CodeList(
    "risk_level",
    (
        Code("low", Words("低", "low")),
        Code("medium", Words("中", "medium")),
        Code("high", Words("高", "high")),
        Code("crisis", Words("危机", "crisis", "危機")),
    ),
)
SESSION_STATUS = CodeList(
    "session_status",
    (
        Code("queued", Words("排队", "queued", "排隊")),
        Code("done", Words("完成", "finished")),
        Code("abandoned", Words("放弃", "abandoned", "放棄")),
    ),
)

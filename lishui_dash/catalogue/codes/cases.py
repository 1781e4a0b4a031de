"""Code lists about requests, visits, grievances, cases and incentives."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

REQUEST_TYPE = CodeList(
    "request_type",
    (
        Code("form", Words("表格", "form"), ("填表", "报表")),
        Code("data", Words("数据", "data", "數據"), ("要数",)),
        Code("material", Words("材料", "material"), ("总结", "报送材料")),
        Code("notice", Words("通知文电", "notice", "通知文電"), ("文件", "通知", "明电")),
        Code("meeting", Words("会议", "meeting", "會議"), ("视频会",)),
        Code("inspection", Words("督查迎检", "inspection", "督查迎檢"), ("检查",)),
        Code("app", Words("APP或群打卡", "app or group check-in"), ("打卡", "接龙")),
    ),
)
RECURRENCE = CodeList(
    "recurrence",
    (
        Code("once", Words("一次性", "once"), ("单次",)),
        Code("daily", Words("每日", "daily"), ("日报",)),
        Code("weekly", Words("每周", "weekly", "每週"), ("周报",)),
        Code("multi_daily", Words("一日多次", "several times a day"), ("一日两报",)),
    ),
)
APPROVAL_STATUS = CodeList(
    "approval_status",
    (
        Code("approved", Words("已同意", "approved"), ("同意",)),
        Code("pending", Words("报批中", "pending", "報批中")),
        Code("rejected", Words("不同意", "rejected")),
        Code("none", Words("未报批", "not asked for", "未報批"), ("无", "未批")),
    ),
)
REQUEST_STATUS = CodeList(
    "request_status",
    (
        Code("in_force", Words("有效", "in force")),
        Code("withdrawn", Words("撤回", "withdrawn")),
        Code("merged", Words("合并", "merged", "合併")),
        Code("expired", Words("已结束", "expired", "已結束")),
    ),
)
VISIT_TYPE = CodeList(
    "visit_type",
    (
        Code("home", Words("上门走访", "home visit", "上門走訪"), ("走访",)),
        Code("phone", Words("电话", "phone call", "電話")),
        Code("video", Words("视频", "video", "視頻")),
        Code("letter", Words("慰问信", "letter", "慰問信")),
    ),
)
NEED_CATEGORY = CodeList(
    "need_category",
    (
        Code("none", Words("无需求", "no need", "無需求")),
        Code("medical", Words("就医", "medical care", "就醫")),
        Code("shopping", Words("购物配送", "shopping", "購物配送")),
        Code("eldercare", Words("照护老人", "care of the elderly", "照護老人")),
        Code("schooling", Words("子女教育", "schooling")),
        Code("mental", Words("心理", "psychological")),
        Code("money", Words("经济", "money", "經濟")),
        Code("other", Words("其他", "other")),
    ),
)
NEED_STATUS = CodeList(
    "need_status",
    (
        Code("none", Words("无需求", "no need", "無需求")),
        Code("open", Words("办理中", "open", "辦理中")),
        Code("closed", Words("已解决", "closed", "已解決"), ("已办结",)),
        Code("unsolvable", Words("无法解决", "unsolvable", "無法解決")),
    ),
)
GRIEVANCE_CATEGORY = CodeList(
    "grievance_category",
    (
        Code("work", Words("工作", "work")),
        Code("life", Words("生活", "daily life")),
        Code("family", Words("家庭", "family")),
        Code("pay", Words("待遇", "pay")),
        Code("supplies", Words("物资", "supplies", "物資")),
        Code("mental", Words("心理", "psychological")),
        Code("ideology", Words("思想动态", "state of mind", "思想動態")),
        Code("other", Words("其他", "other")),
    ),
)
CASE_STATUS = CodeList(
    "case_status",
    (
        Code("open", Words("办理中", "open", "辦理中")),
        Code("closed", Words("已办结", "closed", "已辦結"), ("办结",)),
        Code("reopened", Words("重新办理", "reopened", "重新辦理")),
    ),
)
ERROR_TYPE = CodeList(
    "error_type",
    (
        Code("missed_person", Words("排查疏漏", "somebody missed")),
        Code("wrong_data", Words("数据错报", "wrong data", "數據錯報")),
        Code("supply", Words("物资调配失误", "supply error", "物資調配失誤")),
        Code("release", Words("信息发布失误", "publication error", "信息發佈失誤")),
        Code("enforcement", Words("执法不当", "enforcement", "執法不當")),
        Code("procurement", Words("紧急采购瑕疵", "procurement", "緊急採購瑕疵")),
        Code("other", Words("其他", "other")),
    ),
)
FT_DECISION = CodeList(
    "ft_decision",
    (
        Code("exempted", Words("免责", "exempted", "免責")),
        Code("mitigated", Words("减轻", "mitigated", "減輕")),
        Code("refused", Words("不予容错", "refused", "不予容錯")),
        Code("referred", Words("移送", "referred")),
    ),
)
SUBJECT_TYPE = CodeList(
    "subject_type",
    (
        Code("person", Words("个人", "person", "個人")),
        Code("collective", Words("集体", "collective", "集體")),
        Code("unit_quota", Words("单位指标", "quota of a unit", "單位指標")),
    ),
)
INCENTIVE_TYPE = CodeList(
    "incentive_type",
    (
        Code("party_applicant", Words("入党申请人", "Party applicant", "入黨申請人")),
        Code("party_activist", Words("入党积极分子", "Party activist", "入黨積極分子")),
        Code("party_candidate", Words("发展对象", "Party candidate", "發展對象")),
        Code(
            "probationary_member",
            Words("预备党员", "probationary member", "預備黨員"),
            ("火线入党",),
        ),
        Code("publicity", Words("先进事迹宣传", "story published", "先進事蹟宣傳")),
        Code("praise", Words("通报表扬", "praise", "通報表揚"), ("表扬",)),
        Code("timely_award", Words("及时性表彰", "timely award", "及時性表彰"), ("表彰",)),
        Code("jiajiang", Words("嘉奖", "commendation", "嘉獎")),
        Code("jigong", Words("记功", "merit citation", "記功"), ("记三等功", "记二等功")),
        Code(
            "excellent_rating",
            Words(
                "年度考核优秀(单列)", "excellent rating (separate)", "年度考核優秀(單列)"
            ),
            ("考核优秀",),
        ),
        Code(
            "excellent_quota",
            Words("优秀单列指标核定", "excellent quota set", "優秀單列指標核定"),
        ),
        Code("rank_promotion", Words("职级晋升", "rank promotion", "職級晉升")),
        Code("title_review", Words("职称评定", "professional title", "職稱評定")),
        Code("talent_138", Words("138人才工程", "Talent Project 138")),
        Code("lvgu_medic", Words("绿谷名医名护士", "Lvgu medic award", "綠谷名醫名護士")),
        Code(
            "young_cadre",
            Words("优秀年轻干部储备", "young cadre reserve", "優秀年輕幹部儲備"),
        ),
        Code("promotion", Words("提拔重用", "promotion")),
        Code(
            "village_nomination",
            Words("村社换届推荐提名", "village nomination", "村社換屆推薦提名"),
        ),
        Code(
            "secretary_priority",
            Words(
                "村社书记优先(班子/两代表一委员/考录/聘用)",
                "priority for village secretaries",
                "村社書記優先(班子/兩代表一委員/考錄/聘用)",
            ),
        ),
        Code(
            "perf_pay",
            Words("核增绩效工资总量", "performance pay raised", "核增績效工資總量"),
        ),
    ),
)
INCENTIVE_STAGE = CodeList(
    "incentive_stage",
    (
        Code("proposed", Words("提出", "proposed")),
        Code("publicised", Words("公示", "publicised")),
        Code("approved", Words("批准", "approved")),
        Code("revoked", Words("撤销", "revoked", "撤銷")),
    ),
)
INCENTIVE_LEVEL = CodeList(
    "incentive_level",
    (
        Code("unit", Words("单位", "unit", "單位")),
        Code("county", Words("县级", "county", "縣級")),
        Code("city", Words("市级", "city", "市級")),
        Code("province", Words("省级", "province", "省級")),
        Code("national", Words("国家级", "national", "國家級")),
    ),
)

"""Code lists about subsidies, funds and insurance."""

from __future__ import annotations

from lishui_dash.spec import Code, CodeList, Words

SUBSIDY_TYPE = CodeList(
    "subsidy_type",
    (
        Code(
            "temp_work",
            Words("临时性工作补助", "temporary work subsidy", "臨時性工作補助"),
            ("一线补助",),
        ),
        Code(
            "in_lieu_of_rest",
            Words("不能补休补贴", "in lieu of rest", "不能補休補貼"),
            ("加班补贴",),
        ),
        Code(
            "grassroots",
            Words("乡镇村社防控补助", "grassroots subsidy", "鄉鎮村社防控補助"),
        ),
        Code("hygiene", Words("卫生防疫津贴", "hygiene allowance", "衛生防疫津貼")),
        Code("other", Words("其他", "other")),
    ),
)
FUND_SOURCE = CodeList(
    "fund_source",
    (
        Code("central", Words("中央财政", "central treasury", "中央財政")),
        Code("province", Words("省财政", "provincial treasury", "省財政")),
        Code("city", Words("市财政", "city treasury", "市財政")),
        Code("county", Words("县财政", "county treasury", "縣財政")),
        Code("party_dues", Words("党费", "Party dues", "黨費")),
        Code("care_fund", Words("党员关爱基金", "care fund", "黨員關愛基金")),
    ),
)
PAY_STATUS = CodeList(
    "pay_status",
    (
        Code("draft", Words("待审", "draft", "待審")),
        Code("approved", Words("已审", "approved", "已審")),
        Code("paid", Words("已发放", "paid", "已發放")),
        Code("returned", Words("退回", "returned")),
    ),
)
FUND_TYPE = CodeList(
    "fund_type",
    (
        Code("central_dues", Words("中央划拨党费", "central Party dues", "中央劃撥黨費")),
        Code("province_dues", Words("省管党费", "provincial Party dues", "省管黨費")),
        Code("city_dues", Words("市管党费", "city Party dues", "市管黨費")),
        Code("county_dues", Words("县管党费", "county Party dues", "縣管黨費")),
        Code(
            "care_fund",
            Words("党员关爱基金", "care fund", "黨員關愛基金"),
            ("党内关爱基金",),
        ),
    ),
)
FUND_DIRECTION = CodeList(
    "fund_direction",
    (
        Code("received", Words("拨入", "received", "撥入"), ("收入", "到账")),
        Code("passed_on", Words("转拨", "passed on", "轉撥"), ("下拨", "划拨")),
        Code("spent", Words("支出", "spent"), ("使用",)),
        Code("refunded", Words("退回", "refunded"), ("收回",)),
    ),
)
PURPOSE_CODE = CodeList(
    "purpose_code",
    (
        Code(
            "P1", Words("慰问一线医务工作者", "for front-line medics", "慰問一線醫務工作者")
        ),
        Code(
            "P2",
            Words("慰问一线基层党员干部", "for grassroots cadres", "慰問一線基層黨員幹部"),
        ),
        Code(
            "P3",
            Words(
                "支持基层党组织防控(药品物资)",
                "for Party branches (supplies)",
                "支持基層黨組織防控(藥品物資)",
            ),
            ("购买防疫物资",),
        ),
        Code(
            "P4", Words("补助因疫困难党员群众", "for those in need", "補助因疫困難黨員群眾")
        ),
        Code("X1", Words("办公经费", "office expenses", "辦公經費")),
        Code("X2", Words("接待餐费", "reception meals", "接待餐費"), ("餐费",)),
        Code("X3", Words("宣传制作", "publicity", "宣傳製作")),
        Code(
            "X9", Words("其他非专项用途", "other, off purpose", "其他非專項用途"), ("其他",)
        ),
    ),
)
BENEFICIARY_TYPE = CodeList(
    "beneficiary_type",
    (
        Code(
            "grassroots_cadre", Words("基层党员干部", "grassroots cadres", "基層黨員幹部")
        ),
        Code("medical", Words("医务工作者", "medical staff", "醫務工作者")),
        Code("needy", Words("困难党员群众", "those in need", "困難黨員群眾")),
        Code("party_org", Words("基层党组织", "Party branches", "基層黨組織")),
        Code("other", Words("其他", "other")),
    ),
)
COVER_TYPE = CodeList(
    "cover_type",
    (
        Code("accident", Words("意外伤害", "accident", "意外傷害"), ("人身意外险",)),
        Code("disease", Words("特定疾病", "disease"), ("新冠责任",)),
        Code("combined", Words("综合", "combined", "綜合")),
    ),
)
POLICY_STATUS = CodeList(
    "policy_status",
    (
        Code("active", Words("有效", "active")),
        Code("pending", Words("待生效", "pending")),
        Code("expired", Words("到期", "expired")),
        Code("cancelled", Words("退保", "cancelled")),
    ),
)

"""The promises of measures 1 to 4: four incentives."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.spec import Promise, PromiseKind, Words

HONOUR = (
    Promise(
        "1.1",
        Words(
            "注重在一线培养发现使用表现优秀人员",
            "Train, discover and employ at the front line those who perform outstandingly",
            "注重在一線培養發現使用表現優秀人員",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账与一线出勤记录、防控表现",
            "Incentive records against duty records and performance",
        ),
        Words(
            "个人激励99%以上有出勤佐证",
            "99 % of personal incentives backed by a duty record",
        ),
        say.ORGANISATION,
        "weekly",
    ),
    Promise(
        "1.2",
        Words(
            "党员发展指标向疫情防控人员适当倾斜",
            "Let quotas for new Party members lean towards those who fight the epidemic",
            "黨員發展指標向疫情防控人員適當傾斜",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：预备党员及其所在单位",
            "Incentive records: probationary members and their units",
        ),
        Words("参照全省千分之5.5，不设指标", "Reference: 5.5 ‰ in the province; no quota"),
        say.ORGANISATION,
        "weekly",
    ),
    Promise(
        "1.3",
        Words(
            "在疫情防控一线发现和考验入党积极分子、发展对象和入党申请人，对表现特别突出、"
            "符合条件的，及时吸收为预备党员",
            "Discover and test at the front line activists, candidates and applicants for "
            "Party membership; admit promptly as probationary members those who stand out "
            "and qualify",
            "在疫情防控一線發現和考驗入黨積極分子、發展對象和入黨申請人，對表現特別突出、"
            "符合條件的，及時吸收為預備黨員",
        ),
        PromiseKind.DUTY,
        Words(
            "激励台账：入党申请人至预备党员各阶段",
            "Incentive records: applicants to probationary members, by stage",
        ),
        Words(
            "按阶段统计；批准须有文号",
            "Counted by stage; an approval needs its document number",
        ),
        say.jointly(say.ORGANISATION, say.COUNTY_ORGANISATION),
        "weekly",
    ),
    Promise(
        "1.4",
        Words(
            "总结宣传先进事迹", "Record and publicize exemplary deeds", "總結宣傳先進事蹟"
        ),
        PromiseKind.DUTY,
        Words("激励台账：先进事迹宣传", "Incentive records: publicity"),
        Words(
            "每县每周至少1篇（判断）", "One story a county and week at least (judgement)"
        ),
        say.PUBLICITY,
        "weekly",
    ),
    Promise(
        "1.5",
        Words(
            "加大表扬表彰力度…各地党委、政府和市直有关单位党委（党组）可给予及时性表彰",
            "Praise and commend more … Party committees and governments, and the Party "
            "committees (groups) of municipal bodies, may give timely commendations",
            "加大表揚表彰力度…各地黨委、政府和市直有關單位黨委（黨組）可給予及時性表彰",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：通报表扬、及时性表彰（个人、集体、层级）",
            "Incentive records: praise and timely awards, by level",
        ),
        Words(
            "参照全省845个集体、5687名个人（至2月16日）",
            "Reference: 845 collectives and 5,687 persons in the province by 16 February",
        ),
        say.PARTY_COMMITTEES,
        "weekly",
    ),
)

APPOINTMENT = (
    Promise(
        "2.1",
        Words(
            "把…表现作为领导班子调配、干部选拔任用、基层组织换届的重要参考",
            "Take performance … as an important reference in composing leading bodies, in "
            "selecting and appointing cadres and in elections of primary organizations",
            "把…表現作為領導班子調配、幹部選拔任用、基層組織換屆的重要參考",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：提拔重用、换届提名，对照出勤记录",
            "Incentive records: promotions and nominations against duty records",
        ),
        Words("有出勤佐证的比例", "Share backed by a duty record"),
        say.ORGANISATION,
        "weekly",
    ),
    Promise(
        "2.2",
        Words(
            "发现培养储备优秀年轻干部…加大跟踪培养力度，条件成熟的及时选拔重用",
            "Discover, train and keep in reserve outstanding young cadres … follow and "
            "train them more; promote promptly those who are ready",
            "發現培養儲備優秀年輕幹部…加大跟蹤培養力度，條件成熟的及時選拔重用",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：年轻干部储备至提拔重用",
            "Incentive records: young cadres in reserve, then promoted",
        ),
        Words("只统计人数，不设指标", "Counted only; no target"),
        say.ORGANISATION,
        "monthly",
    ),
    Promise(
        "2.3",
        Words(
            "换届人选推荐提名时，没有特殊原因未参加防控工作或表现不佳的，"
            "原则上不纳入推荐提名人选",
            "In nominations for elections, those who without a special reason took no "
            "part in epidemic control, or performed poorly, are in principle not nominated",
            "換屆人選推薦提名時，沒有特殊原因未參加防控工作或表現不佳的，"
            "原則上不納入推薦提名人選",
        ),
        PromiseKind.HARD,
        Words(
            "人员名册（村社干部参加情况、原因、表现）对照换届提名",
            "Roster of village cadres (part taken, reason, performance) against "
            "nominations",
        ),
        Words(
            "应为0；“原则上”指须附书面原因，不自动否决",
            "0; “in principle” means that a written reason is asked for, nobody is barred",
        ),
        say.jointly(say.COUNTY_ORGANISATION, say.TOWNSHIPS),
        "weekly",
    ),
    Promise(
        "2.4",
        Words(
            "对表现优秀的村（社）党组织书记，在选拔乡镇（街道）领导班子成员、"
            "各级“两代表一委员”推荐、公务员考录、事业单位聘用等方面给予优先考虑",
            "Village and community Party secretaries who perform outstandingly are "
            "considered first for township leadership, as deputies and committee members, "
            "for the civil service and for posts in public institutions",
            "對表現優秀的村（社）黨組織書記，在選拔鄉鎮（街道）領導班子成員、"
            "各級“兩代表一委員”推薦、公務員考錄、事業單位聘用等方面給予優先考慮",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：村社书记优先事项",
            "Incentive records: priority of village secretaries",
        ),
        Words("统计人数并核对佐证", "Counted, and evidence checked"),
        say.jointly(say.ORGANISATION, say.PERSONNEL),
        "monthly",
    ),
)

APPRAISAL = (
    Promise(
        "3.1",
        Words(
            "作为公务员职级晋升、职称评定、人才评选的重要依据",
            "(Performance serves) as an important basis for civil-service rank, "
            "professional titles and talent awards",
            "作為公務員職級晉升、職稱評定、人才評選的重要依據",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：职级晋升、职称评定",
            "Incentive records: rank promotions and professional titles",
        ),
        Words("有出勤佐证的比例", "Share backed by a duty record"),
        say.jointly(say.ORGANISATION, say.PERSONNEL),
        "monthly",
    ),
    Promise(
        "3.2",
        Words(
            "可再单列核定年度考核优秀等次指标，优秀比例最高可占参加总人数的30%",
            "A separate quota of “excellent” annual ratings may be approved, up to 30 % "
            "of all who took part",
            "可再單列核定年度考核優秀等次指標，優秀比例最高可佔參加總人數的30%",
        ),
        PromiseKind.HARD,
        Words(
            "人员名册（已参加）与单列优秀人数",
            "Roster of participants against separate “excellent” ratings",
        ),
        Words(
            "各单位、各县均不超过参加人数×30%（取整）；与普通指标分列",
            "At most 30 % of participants, rounded down, per unit and per county; apart "
            "from the ordinary quota",
        ),
        say.jointly(say.ORGANISATION, say.PERSONNEL),
        "weekly",
    ),
    Promise(
        "3.3",
        Words(
            "及时按有关规定给予嘉奖、记功奖励，奖励比例可不受限制",
            "Award commendations and merits promptly under the rules; their share need "
            "not be limited",
            "及時按有關規定給予嘉獎、記功獎勵，獎勵比例可不受限制",
        ),
        PromiseKind.LEAN,
        Words("激励台账：嘉奖、记功", "Incentive records: commendations and merits"),
        Words("不得设置上限", "No upper limit may be set"),
        say.jointly(say.ORGANISATION, say.PERSONNEL),
        "weekly",
    ),
    Promise(
        "3.4",
        Words(
            "优先纳入138人才工程、“绿谷名医、名护士”等人才选拔培养项目",
            "Admit them first to the “138” talent project, “Green Valley famous doctors "
            "and nurses” and other talent programmes",
            "優先納入138人才工程、“綠谷名醫、名護士”等人才選拔培養項目",
        ),
        PromiseKind.LEAN,
        Words(
            "激励台账：138人才工程、绿谷名医名护士",
            "Incentive records: “138” project, Green Valley medics",
        ),
        Words("统计人数并核对佐证", "Counted, and evidence checked"),
        say.jointly(say.ORGANISATION, say.HEALTH),
        "monthly",
    ),
)

SUBSIDY = (
    Promise(
        "4.1",
        Words(
            "应急响应期间…不折不扣落实…临时性工作补助政策",
            "During the emergency response … carry out in full … the policy of temporary "
            "work subsidies",
            "應急響應期間…不折不扣落實…臨時性工作補助政策",
        ),
        PromiseKind.HARD,
        Words(
            "补助发放：标准、天数、期间、发放日",
            "Subsidies: rate, days, period, day of payment",
        ),
        Words(
            "每人每天300元或200元（财社〔2020〕2号），期满30天内发放",
            "300 or 200 yuan a day (Caishe 2 of 2020), paid within 30 days of the "
            "period's end",
        ),
        say.jointly(say.FINANCE, say.HEALTH, say.PERSONNEL),
        "weekly",
    ),
    Promise(
        "4.2",
        Words(
            "各县（市、区）可统筹考虑乡镇（街道）、村（社区）参加一线防控工作人员情况，"
            "给予适当补助",
            "Counties may grant suitable subsidies to township and village staff who work "
            "at the front line",
            "各縣（市、區）可統籌考慮鄉鎮（街道）、村（社區）參加一線防控工作人員情況，"
            "給予適當補助",
        ),
        PromiseKind.LEAN,
        Words("补助发放：乡镇村社防控补助", "Subsidies: grassroots subsidies"),
        Words(
            "有无方案、覆盖人数", "Whether there is a scheme, and how many people it covers"
        ),
        say.COUNTY_FINANCE,
        "monthly",
    ),
    Promise(
        "4.3",
        Words(
            "各地可一次性核增当年绩效工资总量",
            "This year's total of performance pay may be raised once",
            "各地可一次性核增當年績效工資總量",
        ),
        PromiseKind.LEAN,
        Words("激励台账：核增绩效工资总量", "Incentive records: performance pay raised"),
        Words("单位数与金额", "Units and yuan"),
        say.jointly(say.PERSONNEL, say.FINANCE),
        "monthly",
    ),
)

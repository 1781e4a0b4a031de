"""The promises of measures 5 to 8: four guarantees."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.spec import Promise, PromiseKind, Words

MANPOWER = (
    Promise(
        "5.1",
        Words(
            "根据当地疫情防控指挥部统一调度，抽调机关事业单位人员到防控一线",
            "Under the unified dispatch of the local command centre, second staff of "
            "organs and public institutions to the front line",
            "根據當地疫情防控指揮部統一調度，抽調機關事業單位人員到防控一線",
        ),
        PromiseKind.HARD,
        Words(
            "到岗日报（抽调文号）与点位岗位需求",
            "Duty reports (dispatch orders) against posts required",
        ),
        Words(
            "到岗率95%以上；无调度令抽调为0",
            "Fill rate 95 % or more; nobody seconded without an order",
        ),
        say.jointly(say.ORGANISATION, say.COMMAND_OFFICE),
    ),
    Promise(
        "5.2",
        Words(
            "组织机关企事业单位党员到所在社区报到参加疫情防控志愿服务（丽组明电〔2020〕"
            "5号）",
            "Organize Party members of organs, enterprises and public institutions to "
            "register with the community they live in and serve there as volunteers",
            "組織機關企事業單位黨員到所在社區報到參加疫情防控志願服務（麗組明電〔2020〕"
            "5號）",
        ),
        PromiseKind.HARD,
        Words("党员报到名册、志愿服务签到", "Registrations and check-ins of Party members"),
        Words(
            "应报到的95%以上已报到；每周签到70%以上",
            "95 % of those who should have registered; 70 % check in each week",
        ),
        say.jointly(say.DIRECT_ORGANS, say.ORGANISATION),
    ),
)

LIVING = (
    Promise(
        "6.1",
        Words(
            "落实调休补休制度",
            "Carry out the system of compensatory rest",
            "落實調休補休制度",
        ),
        PromiseKind.DUTY,
        Words("到岗日报、调休补休记录", "Duty reports, records of compensatory rest"),
        Words(
            "无人连续值守14天以上；无人一周超过66小时",
            "Nobody 14 days in a row; nobody over 66 hours a week",
        ),
        say.jointly(say.OWN_UNITS, say.ORGANISATION),
    ),
    Promise(
        "6.2",
        Words(
            "对较长时间超负荷工作的人员，要强制休息",
            "Those who have been overworked for a long time must be made to rest",
            "對較長時間超負荷工作的人員，要強制休息",
        ),
        PromiseKind.HARD,
        Words(
            "到岗日报触发、强制休息令执行",
            "Duty reports that trigger, forced-rest orders carried out",
        ),
        Words(
            "条文无数字，参数可调：默认连续15天且日均10小时（浦江做法），或带病、孕期",
            "The text has no number; the default is 15 days at 10 hours (Pujiang), or ill "
            "or pregnant",
        ),
        say.jointly(say.ORGANISATION, say.OWN_UNITS),
    ),
    Promise(
        "6.3",
        Words(
            "确因工作需要不能调休补休的，督促相关部门按规定发放相应的补贴补助",
            "Where the work truly allows no compensatory rest, see that the departments "
            "pay the subsidies due under the rules",
            "確因工作需要不能調休補休的，督促相關部門按規定發放相應的補貼補助",
        ),
        PromiseKind.HARD,
        Words("不能调休记录与补贴发放", "Rest found impossible, against subsidies paid"),
        Words("15天内发放，未发放为0", "Paid within 15 days: nobody is left out"),
        say.jointly(say.FINANCE, say.PERSONNEL),
    ),
    Promise(
        "6.4",
        Words(
            "对在疫情防控一线进行隔离奋战的救护医务人员，"
            "特别是抽调到武汉支援疫情防控的医疗队员，主动做好其家属的慰问工作",
            "Care of one's own accord for the families of medical staff who fight in "
            "isolation, above all of the medical teams sent to Wuhan",
            "對在疫情防控一線進行隔離奮戰的救護醫務人員，"
            "特別是抽調到武漢支援疫情防控的醫療隊員，主動做好其家屬的慰問工作",
        ),
        PromiseKind.HARD,
        Words(
            "人员名册（援鄂批次、隔离值守、家属编号）与走访记录",
            "Roster (Hubei teams, isolated duty, families) against visits",
        ),
        Words("每户每周慰问，覆盖100%", "Every family, every week"),
        say.jointly(say.HEALTH, say.WOMEN, say.UNIONS),
    ),
    Promise(
        "6.5",
        Words(
            "帮助他们解决实际困难，解除后顾之忧",
            "Help them with practical difficulties and free them of worries at home",
            "幫助他們解決實際困難，解除後顧之憂",
        ),
        PromiseKind.DUTY,
        Words("走访记录：需求与办理", "Visits: needs and how they were met"),
        Words(
            "超过7天未解决为0；就医需求不超过3天",
            "None open over 7 days; medical needs not over 3",
        ),
        say.jointly(say.HEALTH, say.WOMEN, say.COMMUNITIES),
    ),
)

WORK = (
    Promise(
        "7.1",
        Words(
            "对长期坚守在卡口等…的公安、卫健、交通部门和乡镇（街道）等工作人员，…做好就餐",
            "For the police, health, transport and township staff who hold out at "
            "checkpoints … provide meals",
            "對長期堅守在卡口等…的公安、衛健、交通部門和鄉鎮（街道）等工作人員，…做好就餐",
        ),
        PromiseKind.DUTY,
        Words("卡口后勤日检：供餐", "Checkpoint logistics: meals"),
        Words("实供不少于应供", "Served no fewer than required"),
        say.LOCAL_COMMAND,
    ),
    Promise(
        "7.2",
        Words("御寒", "(Provide) protection from the cold", "禦寒"),
        PromiseKind.DUTY,
        Words(
            "卡口后勤日检：御寒、最低气温",
            "Checkpoint logistics: heating, lowest temperature",
        ),
        Words(
            "到位；低于5℃而未到位即为红", "In place; below 5 °C without it is red at once"
        ),
        say.LOCAL_COMMAND,
    ),
    Promise(
        "7.3",
        Words("值夜", "(Provide for) night duty"),
        PromiseKind.DUTY,
        Words("卡口后勤日检：值夜条件", "Checkpoint logistics: night shelter"),
        Words("到位", "In place"),
        say.LOCAL_COMMAND,
    ),
    Promise(
        "7.4",
        Words(
            "交通等联防联控后勤保障",
            "(Provide) transport and other logistics of joint prevention and control",
            "交通等聯防聯控後勤保障",
        ),
        PromiseKind.DUTY,
        Words("卡口后勤日检：接送", "Checkpoint logistics: transport"),
        Words("实接送不少于需接送", "Served no fewer than needed"),
        say.jointly(say.LOCAL_COMMAND, say.TRANSPORT),
    ),
    Promise(
        "7.5",
        Words(
            "组织部门转划拨党费和党员关爱基金，主要用于支持和慰问…基层党员干部和医务工作者",
            "Party dues and the care fund passed on by the organization departments go "
            "mainly to supporting and comforting … grassroots Party cadres and medical "
            "workers",
            "組織部門轉劃撥黨費和黨員關愛基金，主要用於支持和慰問…基層黨員幹部和醫務工作者",
        ),
        PromiseKind.HARD,
        Words(
            "党费和关爱基金收支：方向、用途、受益对象",
            "Care money: direction, purpose, beneficiaries",
        ),
        Words(
            "支出率70%以上；用于医务人员和基层党员干部占70%以上",
            "70 % spent; 70 % of it on medical staff and grassroots Party cadres",
        ),
        say.jointly(say.ORGANISATION, say.COUNTY_ORGANISATION),
    ),
    Promise(
        "7.6",
        Words(
            "确保专款专用",
            "Make sure that the money is used for its purpose only",
            "確保專款專用",
        ),
        PromiseKind.HARD,
        Words(
            "党费和关爱基金支出用途与追回",
            "Care money: purposes of spending, and what was paid back",
        ),
        Words("违规未追回金额为0", "Nothing off-purpose is outstanding"),
        say.jointly(say.ORGANISATION, say.DISCIPLINE, say.AUDIT),
    ),
)

SAFETY = (
    Promise(
        "8.1",
        Words(
            "要优先保障疫情防控工作一线需要",
            "The needs of the front line are to be met first",
            "要優先保障疫情防控工作一線需要",
        ),
        PromiseKind.HARD,
        Words("一线单位库存与在岗人员标准用量", "Front-line stocks against norms of use"),
        Words(
            "一线单位可用天数不低于机关；实际消耗为标准用量的0.8至1.5倍",
            "Front-line units hold no fewer days than offices; use is 0.8 to 1.5 of the "
            "norm",
        ),
        say.SUPPLY_GROUP,
    ),
    Promise(
        "8.2",
        Words(
            "加强口罩、防护服、测温仪、消毒用品等物资筹措",
            "Procure more masks, protective suits, thermometers and disinfectants",
            "加強口罩、防護服、測溫儀、消毒用品等物資籌措",
        ),
        PromiseKind.DUTY,
        Words(
            "物资日报：采购、捐赠、调拨、在途",
            "Daily supplies: bought, donated, allocated, on the way",
        ),
        Words("消耗类物资可用14天以上", "14 days or more of what is used up"),
        say.jointly(say.REFORM, say.ECONOMY, say.COMMERCE),
    ),
    Promise(
        "8.3",
        Words("（物资）调配", "Distribute (the supplies)", "（物資）調配"),
        PromiseKind.DUTY,
        Words("物资调拨单", "Transfer orders"),
        Words(
            "建议、下单到签收24小时内完成",
            "From suggestion and order to receipt within 24 hours",
        ),
        say.SUPPLY_GROUP,
        "event",
    ),
    Promise(
        "8.4",
        Words(
            "要为疫情防控医护人员办理人身保险",
            "Medical staff in epidemic control are to be insured",
            "要為疫情防控醫護人員辦理人身保險",
        ),
        PromiseKind.HARD,
        Words(
            "在岗医护、疾控人员与有效保单",
            "Medics on the front line against policies in force",
        ),
        Words("参保率100%", "100 % insured"),
        say.HEALTH,
    ),
    Promise(
        "8.5",
        Words(
            "对在疫情防控工作中出现病情的，按照干部管理权限及时上报",
            "Whoever falls ill in this work is reported promptly to the authority that "
            "manages the cadre",
            "對在疫情防控工作中出現病情的，按照幹部管理權限及時上報",
        ),
        PromiseKind.HARD,
        Words("病情报告的时间与上报对象", "When and to whom an illness was reported"),
        Words(
            "确诊、疑似2小时内，其他24小时内，且上报对象相符",
            "2 h if confirmed or suspected, else 24 h; to the right authority",
        ),
        say.jointly(say.OWN_UNITS, say.ORGANISATION),
        "event",
    ),
    Promise(
        "8.6",
        Words(
            "做好及时送医救治慰问等工作",
            "Have them taken to hospital, treated and visited in time",
            "做好及時送醫救治慰問等工作",
        ),
        PromiseKind.DUTY,
        Words(
            "病情报告的送医与慰问时间", "When the person was taken to hospital and visited"
        ),
        Words(
            "当日送医，48小时内慰问（判断）",
            "To hospital the same day, visited within 48 h (judgement)",
        ),
        say.jointly(say.HEALTH, say.ORGANISATION),
        "event",
    ),
)

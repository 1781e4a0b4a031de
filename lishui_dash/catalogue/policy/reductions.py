"""The promises of measures 9 and 10: two reductions."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.spec import Promise, PromiseKind, Words

FORM_BURDEN = (
    Promise(
        "9.1",
        Words(
            "严格杜绝疫情防控变异为“表格防疫”",
            "Strictly prevent epidemic control from turning into “fighting with forms”",
            "嚴格杜絕疫情防控變異為“表格防疫”",
        ),
        PromiseKind.HARD,
        Words("基层负担日计数", "Daily count of the burden"),
        Words("每单位每日不超过3件、1小时", "At most 3 items and 1 hour a unit and day"),
        say.jointly(say.COMMAND_OFFICE, say.DISCIPLINE),
    ),
    Promise(
        "9.2",
        Words(
            "最大限度减少不必要的会议文电",
            "Reduce needless meetings and dispatches as far as possible",
            "最大限度減少不必要的會議文電",
        ),
        PromiseKind.DUTY,
        Words(
            "基层负担日计数：会议、文电",
            "Daily count of the burden: meetings and dispatches",
        ),
        Words("每周会议不超过2次", "At most 2 meetings a week"),
        say.jointly(say.CITY_COMMITTEE_OFFICE, say.COMMAND_OFFICE),
    ),
    Promise(
        "9.3",
        Words("（减少）表格填写", "(Reduce) the filling in of forms", "（減少）表格填寫"),
        PromiseKind.DUTY,
        Words(
            "基层负担日计数：表格、重复项",
            "Daily count of the burden: forms and duplicates",
        ),
        Words("重复要求为0", "No duplicates"),
        say.COMMAND_OFFICE,
    ),
    Promise(
        "9.4",
        Words(
            "（减少）材料报送", "(Reduce) the sending in of materials", "（減少）材料報送"
        ),
        PromiseKind.DUTY,
        Words("基层负担日计数：材料", "Daily count of the burden: materials"),
        Words("趋势下降", "The trend goes down"),
        say.COMMAND_OFFICE,
    ),
    Promise(
        "9.5",
        Words(
            "市直各单位…不得随意向基层单位发通知、要数据、要材料，防止层层加码",
            "Municipal bodies … may not send notices to, or ask data and materials of, "
            "grassroots units at will; each level must not add demands of its own",
            "市直各單位…不得隨意向基層單位發通知、要數據、要材料，防止層層加碼",
        ),
        PromiseKind.HARD,
        Words(
            "要表要数登记，对照基层反映",
            "Registered requests against what the grassroots report",
        ),
        Words(
            "未登记不超过5%；下级要求项数更多或时限更短即为加码",
            "At most 5 % unregistered; more fields or an earlier deadline than the parent "
            "request is an added demand",
        ),
        say.BUREAU_PARTY_GROUPS,
    ),
    Promise(
        "9.6",
        Words(
            "确有需要的，需经当地疫情防控指挥部同意",
            "What is truly needed requires the consent of the local command centre",
            "確有需要的，需經當地疫情防控指揮部同意",
        ),
        PromiseKind.HARD,
        Words(
            "要表要数登记：指挥部意见、文号、同意时间",
            "Registered requests: consent, its number and its time",
        ),
        Words(
            "未经同意为0；一县由县指挥部同意，多县由市指挥部同意；先发后批也算违规",
            "None without consent: of the county's command centre for one county, of the "
            "city's for several; consent after sending is a breach",
        ),
        say.COMMAND_OFFICE,
    ),
)

STRESS = (
    Promise(
        "10.1",
        Words(
            "建立特殊时期容错免责裁定机制",
            "Set up a procedure to decide on tolerance of errors in this special time",
            "建立特殊時期容錯免責裁定機制",
        ),
        PromiseKind.DUTY,
        Words("容错免责案件台账", "Register of fault-tolerance cases"),
        Words(
            "有机构、有程序、有首案",
            "A body is named, a procedure exists, a first case is registered",
        ),
        say.jointly(say.DISCIPLINE, say.ORGANISATION),
        "weekly",
    ),
    Promise(
        "10.2",
        Words(
            "因疫情防控需要造成工作差错、失误等情形的，根据实际情况分析裁定，予以容错免责",
            "Errors and slips caused by the needs of epidemic control are judged on their "
            "facts and tolerated",
            "因疫情防控需要造成工作差錯、失誤等情形的，根據實際情況分析裁定，予以容錯免責",
        ),
        PromiseKind.DUTY,
        Words(
            "容错免责案件：受理、裁定、结果",
            "Fault-tolerance cases: accepted, decided, outcome",
        ),
        Words("15天内裁定；超过30天为红", "Decided within 15 days; over 30 is red"),
        say.jointly(say.DISCIPLINE, say.ORGANISATION),
        "weekly",
    ),
    Promise(
        "10.3",
        Words(
            "搭建专门平台，对一线工作人员进行心理疏导辅导",
            "Build a dedicated platform for counselling front-line staff",
            "搭建專門平臺，對一線工作人員進行心理疏導輔導",
        ),
        PromiseKind.HARD,
        Words("心理疏导服务记录", "Counselling sessions"),
        Words(
            "24小时开通、不少于2席（肺炎机制发〔2020〕18号）；90%等待不超过5分钟",
            "Open 24 hours with two seats or more (Notice 18 of 2020); 90 % wait 5 "
            "minutes at most",
        ),
        say.jointly(say.HEALTH, say.SECOND_HOSPITAL),
    ),
    Promise(
        "10.4",
        Words(
            "关注一线工作人员思想动态，耐心听取意见",
            "Heed what front-line staff think and listen patiently to their opinions",
            "關注一線工作人員思想動態，耐心聽取意見",
        ),
        PromiseKind.DUTY,
        Words("诉求台账：思想动态、工作类", "Grievances: what staff think, and work"),
        Words(
            "各县每周至少报送一次，可零报告",
            "Each county reports once a week at least; nil reports allowed",
        ),
        say.jointly(say.ORGANISATION, say.OWN_UNITS),
        "weekly",
    ),
    Promise(
        "10.5",
        Words(
            "帮助协调解决工作、生活上的困难",
            "Help to resolve difficulties in work and life",
            "幫助協調解決工作、生活上的困難",
        ),
        PromiseKind.HARD,
        Words("诉求台账：期限、办结、满意度", "Grievances: due, closed, satisfaction"),
        Words("72小时内办结90%以上", "90 % closed within 72 hours"),
        say.HANDLING_UNITS,
    ),
)

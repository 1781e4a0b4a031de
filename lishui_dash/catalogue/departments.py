"""The city's departments and hospitals: code, name and what else they are called.

From memory of 2019; a city replaces the list by its own.
"""

from __future__ import annotations

from lishui_dash.spec import Words

DEPARTMENTS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    ("LS-ZZB", Words("市委组织部", "Organization Department", "市委組織部"), ("组织部",)),
    ("LS-CZJ", Words("市财政局", "Finance Bureau", "市財政局"), ("财政局",)),
    (
        "LS-RSJ",
        Words(
            "市人力资源和社会保障局",
            "Human Resources and Social Security Bureau",
            "市人力資源和社會保障局",
        ),
        ("市人社局", "人力社保局", "人社局"),
    ),
    (
        "LS-WJW",
        Words("市卫生健康委员会", "Health Commission", "市衛生健康委員會"),
        ("市卫健委", "卫健委", "卫健局", "卫生健康委"),
    ),
    ("LS-GAJ", Words("市公安局", "Public Security Bureau"), ("公安局", "公安")),
    (
        "LS-JTJ",
        Words("市交通运输局", "Transport Bureau", "市交通運輸局"),
        ("交通局", "交通运输局"),
    ),
    (
        "LS-ZHB",
        Words(
            "市疫情防控指挥部办公室", "City Command Centre Office", "市疫情防控指揮部辦公室"
        ),
        ("市防控办", "指挥部办公室", "市指挥部", "防控办"),
    ),
    (
        "LS-JJW",
        Words(
            "市纪委市监委",
            "Discipline Inspection and Supervision Commission",
            "市紀委市監委",
        ),
        ("纪委", "监委"),
    ),
    ("LS-WBG", Words("市委办公室", "Party Committee Office", "市委辦公室"), ("市委办",)),
    (
        "LS-FBG",
        Words("市政府办公室", "Government Office", "市政府辦公室"),
        ("市府办", "政府办"),
    ),
    (
        "LS-RDB",
        Words("市人大常委会办公室", "People's Congress Office", "市人大常委會辦公室"),
        ("市人大办",),
    ),
    ("LS-ZXB", Words("市政协办公室", "CPPCC Office", "市政協辦公室"), ("市政协办",)),
    ("LS-XCB", Words("市委宣传部", "Publicity Department", "市委宣傳部"), ("宣传部",)),
    ("LS-TZB", Words("市委统战部", "United Front Department", "市委統戰部"), ("统战部",)),
    ("LS-ZFW", Words("市委政法委", "Political and Legal Affairs Commission"), ("政法委",)),
    ("LS-BWB", Words("市委编办", "Staffing Office", "市委編辦"), ("编办",)),
    (
        "LS-JGW",
        Words("市直机关工委", "Work Committee of Municipal Organs", "市直機關工委"),
        ("机关工委", "市直机关党工委"),
    ),
    (
        "LS-LGB",
        Words("市委老干部局", "Veteran Cadres Bureau", "市委老幹部局"),
        ("老干部局",),
    ),
    ("LS-XFJ", Words("市信访局", "Petitions Bureau", "市信訪局"), ("信访局",)),
    (
        "LS-FGW",
        Words(
            "市发展和改革委员会", "Development and Reform Commission", "市發展和改革委員會"
        ),
        ("市发改委", "发改委"),
    ),
    (
        "LS-JXJ",
        Words("市经济和信息化局", "Economy and Information Bureau", "市經濟和信息化局"),
        ("市经信局", "经信局"),
    ),
    ("LS-SWJ", Words("市商务局", "Commerce Bureau", "市商務局"), ("商务局",)),
    ("LS-JYJ", Words("市教育局", "Education Bureau"), ("教育局",)),
    (
        "LS-KJJ",
        Words("市科学技术局", "Science and Technology Bureau", "市科學技術局"),
        ("科技局",),
    ),
    (
        "LS-MZZ",
        Words(
            "市民族宗教事务局", "Ethnic and Religious Affairs Bureau", "市民族宗教事務局"
        ),
        ("民宗局",),
    ),
    ("LS-MZJ", Words("市民政局", "Civil Affairs Bureau"), ("民政局",)),
    ("LS-SFJ", Words("市司法局", "Justice Bureau"), ("司法局",)),
    (
        "LS-ZGJ",
        Words(
            "市自然资源和规划局",
            "Natural Resources and Planning Bureau",
            "市自然資源和規劃局",
        ),
        ("资规局", "自然资源局"),
    ),
    (
        "LS-STJ",
        Words("市生态环境局", "Ecology and Environment Bureau", "市生態環境局"),
        ("生态环境局", "环保局"),
    ),
    ("LS-JSJ", Words("市建设局", "Construction Bureau", "市建設局"), ("建设局",)),
    ("LS-SLJ", Words("市水利局", "Water Bureau"), ("水利局",)),
    (
        "LS-NYJ",
        Words("市农业农村局", "Agriculture and Rural Affairs Bureau", "市農業農村局"),
        ("农业农村局",),
    ),
    (
        "LS-WGJ",
        Words(
            "市文化和广电旅游体育局",
            "Culture, Tourism and Sports Bureau",
            "市文化和廣電旅遊體育局",
        ),
        ("文广旅体局",),
    ),
    (
        "LS-TYJ",
        Words("市退役军人事务局", "Veterans Affairs Bureau", "市退役軍人事務局"),
        ("退役军人局",),
    ),
    (
        "LS-YJJ",
        Words("市应急管理局", "Emergency Management Bureau", "市應急管理局"),
        ("应急局", "应急管理局"),
    ),
    ("LS-SJJ", Words("市审计局", "Audit Bureau", "市審計局"), ("审计局",)),
    (
        "LS-GZW",
        Words(
            "市国有资产监督管理委员会",
            "State Assets Commission",
            "市國有資產監督管理委員會",
        ),
        ("国资委",),
    ),
    (
        "LS-SCJ",
        Words("市市场监督管理局", "Market Supervision Bureau", "市市場監督管理局"),
        ("市场监管局",),
    ),
    ("LS-TJJ", Words("市统计局", "Statistics Bureau", "市統計局"), ("统计局",)),
    (
        "LS-YBJ",
        Words("市医疗保障局", "Healthcare Security Bureau", "市醫療保障局"),
        ("医保局",),
    ),
    (
        "LS-ZFJ",
        Words("市综合行政执法局", "Administrative Enforcement Bureau", "市綜合行政執法局"),
        ("执法局", "综合执法局"),
    ),
    (
        "LS-DSJ",
        Words("市大数据发展管理局", "Data Bureau", "市大數據發展管理局"),
        ("大数据局",),
    ),
    (
        "LS-JRB",
        Words("市金融工作办公室", "Financial Work Office", "市金融工作辦公室"),
        ("金融办",),
    ),
    ("LS-LYJ", Words("市林业局", "Forestry Bureau", "市林業局"), ("林业局",)),
    (
        "LS-TSW",
        Words("共青团丽水市委", "Communist Youth League", "共青團麗水市委"),
        ("团市委",),
    ),
    ("LS-ZGH", Words("市总工会", "Federation of Trade Unions", "市總工會"), ("总工会",)),
    (
        "LS-FLH",
        Words("市妇女联合会", "Women's Federation", "市婦女聯合會"),
        ("市妇联", "妇联"),
    ),
    ("LS-HSZ", Words("市红十字会", "Red Cross", "市紅十字會"), ("红十字会",)),
    ("LS-QLH", Words("市侨联", "Overseas Chinese Federation", "市僑聯"), ("侨联",)),
    (
        "LS-CDC",
        Words("市疾病预防控制中心", "Centre for Disease Control", "市疾病預防控制中心"),
        ("市疾控中心", "疾控"),
    ),
    (
        "LS-H01",
        Words("丽水市中心医院", "Lishui Central Hospital", "麗水市中心醫院"),
        ("中心医院",),
    ),
    (
        "LS-H02",
        Words("丽水市人民医院", "Lishui People's Hospital", "麗水市人民醫院"),
        ("市人民医院",),
    ),
    (
        "LS-H03",
        Words("丽水市中医院", "Lishui Hospital of Chinese Medicine", "麗水市中醫院"),
        ("市中医院",),
    ),
    (
        "LS-H04",
        Words(
            "丽水市第二人民医院", "Lishui Second People's Hospital", "麗水市第二人民醫院"
        ),
        ("市二院", "精神病医院"),
    ),
)

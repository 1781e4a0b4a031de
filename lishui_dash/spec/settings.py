"""The settings of the program: name, default and what each is for, said once.

Each is read from an environment variable of the same name. Values are texts here; the
edge of the program turns them into paths, numbers and moments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lishui_dash.words import Words


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    words: Words


STORE = Setting(
    "LISHUI_STORE",
    "data/lishui.duckdb",
    Words("数据库文件", "The file of the store; one process owns it."),
)
KEY_FILE = Setting(
    "LISHUI_KEY_FILE",
    "data/pseudonym.key",
    Words(
        "人员代码与原件加密的密钥文件（不在库内）",
        "The key for pseudonyms and originals, outside the store; made on first start.",
    ),
)
CLOCK = Setting(
    "LISHUI_CLOCK",
    "",
    Words(
        "系统时钟：留空为真实时间；写 2020-03-04T09:00 则从该时刻起走",
        "Empty: the real clock. A moment such as 2020-03-04T09:00: the clock starts there.",
    ),
)
ADDRESS = Setting(
    "LISHUI_ADDRESS",
    "127.0.0.1",
    Words("监听地址", "The address the dashboard is served on."),
)
PORT = Setting("LISHUI_PORT", "8501", Words("监听端口", "The port it is served on."))
DEMO = Setting(
    "LISHUI_DEMO",
    "small",
    Words(
        "空库首次启动时装入的演示数据：small、full 或 none",
        "Demo data loaded into an empty store at first start: small, full or none.",
    ),
)
INBOX = Setting(
    "LISHUI_INBOX",
    "data/inbox",
    Words(
        "收件夹：按单位编码或名称建子文件夹，放入的文件自动校验入库",
        "The inbox: a folder in it for each unit, by code or name; its files are taken in.",
    ),
)
INBOX_SECONDS = Setting(
    "LISHUI_INBOX_SECONDS",
    "5",
    Words(
        "收件夹查看间隔（秒）；两次查看之间没有变化的文件才处理",
        "Seconds between two looks; a file is taken when it is the same at both.",
    ),
)
LARGEST_MIB = Setting(
    "LISHUI_LARGEST_MIB",
    "256",
    Words(
        "收件夹和命令行接收的最大文件（MB）；网页上传上限见 .streamlit/config.toml",
        "The largest file, in MiB, of inbox and command line; the page has its own limit.",
    ),
)
MOST_ROWS = Setting(
    "LISHUI_MOST_ROWS",
    "300000",
    Words(
        "一个文件最多接收的行数；格数上限随之而定",
        "The most rows of a file, through any door; how many cells follows from it.",
    ),
)
SCREENS = Setting(
    "LISHUI_SCREENS",
    "data/screens.csv",
    Words(
        "大屏名册：哪些大屏可凭各自的网址打开，只存令牌的哈希；由 screen 命令写入",
        "The screens with an address of their own; holds hashes of tokens, and no token.",
    ),
)
ACCESS = Setting(
    "LISHUI_ACCESS",
    "",
    Words(
        "访问方式：accounts 须登录；open 对所有人开放，每页注明；留空：没有账号的演示库"
        "开放，其余须登录",
        "accounts: sign in; open: to everybody, and every page says so. Empty: open for a "
        "store of demo data without accounts, else accounts.",
    ),
)
ACCOUNTS = Setting(
    "LISHUI_ACCOUNTS",
    "data/access.sqlite",
    Words(
        "账号与登录状态文件，只存口令的哈希",
        "Accounts and sessions; holds hashes of passwords and of session tokens only.",
    ),
)
SESSION_HOURS = Setting(
    "LISHUI_SESSION_HOURS",
    "12",
    Words("登录最长有效时间（小时）", "Hours after which somebody signs in anew."),
)
IDLE_MINUTES = Setting(
    "LISHUI_IDLE_MINUTES",
    "30",
    Words(
        "无操作自动退出时间（分钟）", "Minutes without any use after which a session ends."
    ),
)
SECRET_FILE = Setting(
    "LISHUI_SECRET_FILE",
    "data/access.key",
    Words(
        "审计链与登录表单的密钥文件，首次使用时生成",
        "The key of the audit chain and of forms; made on first use.",
    ),
)
AUDIT = Setting(
    "LISHUI_AUDIT",
    "data/audit.jsonl",
    Words("审计日志，只增不改，逐条相链", "The audit log: append-only, each line chained."),
)
RETENTION_DAYS = Setting(
    "LISHUI_RETENTION_DAYS",
    "180",
    Words(
        "人员明细保存天数，不少于 60；到期只留数量，统计结果不变",
        "Days for which rows about persons are kept, 60 or more; then only counts are.",
    ),
)
RESPONSE_ENDED = Setting(
    "LISHUI_RESPONSE_ENDED",
    "",
    Words(
        "应急响应结束日期；此日再过保存天数，名册等全部人员明细到期",
        "The day on which the response ended: lists of persons are kept as long after it.",
    ),
)
PRIVACY_CONTACT = Setting(
    "LISHUI_PRIVACY_CONTACT",
    "",
    Words(
        "个人信息保护联系人和联系方式，显示在“个人信息保护”页",
        "Whom a person asks about what is kept of him; shown on the page about it.",
    ),
)
OIDC_METADATA = Setting(
    "LISHUI_OIDC_METADATA",
    "",
    Words(
        "统一身份认证（OpenID Connect）的发现地址；留空则只用本地账号",
        "The discovery address of the identity provider; empty: local accounts alone.",
    ),
)
OIDC_CLIENT_ID = Setting(
    "LISHUI_OIDC_CLIENT_ID",
    "",
    Words(
        "在统一身份认证登记的客户端编号", "The client as the provider has registered it."
    ),
)
OIDC_CLIENT_SECRET_FILE = Setting(
    "LISHUI_OIDC_CLIENT_SECRET_FILE",
    "",
    Words(
        "客户端密钥文件，须在程序目录之外，且只有本用户可读",
        "The client's secret, in a file outside the program's folder, for its owner alone.",
    ),
)
OIDC_REDIRECT = Setting(
    "LISHUI_OIDC_REDIRECT",
    "",
    Words(
        "登记的回调地址，以 /oauth2callback 结尾；留空则由监听地址和端口得出",
        "The registered redirect address, ending in /oauth2callback; empty: made of "
        "address and port.",
    ),
)
OIDC_SCOPE = Setting(
    "LISHUI_OIDC_SCOPE",
    "openid profile",
    Words(
        "向统一身份认证请求的范围；有的产品须加 groups",
        "The scope asked for; some providers tell groups only for groups in it.",
    ),
)
OIDC_GROUPS_CLAIM = Setting(
    "LISHUI_OIDC_GROUPS_CLAIM",
    "groups",
    Words(
        "身份令牌中列出用户组的字段，可用点号逐级写，如 realm_access.roles",
        "The claim of the ID token that lists groups; dots lead inside, as in "
        "realm_access.roles.",
    ),
)
OIDC_GROUPS_FILE = Setting(
    "LISHUI_OIDC_GROUPS_FILE",
    "",
    Words(
        "用户组对应角色和单位的表（CSV：group,role,unit）",
        "The table of which group holds which role at which unit (CSV: group,role,unit).",
    ),
)
BOUNDARY = Setting(
    "LISHUI_BOUNDARY",
    "",
    Words(
        "县（市、区）边界文件（GeoJSON，经纬度）；留空则用方格图",
        "A GeoJSON file of the county boundaries, in degrees; empty: the tile map.",
    ),
)
BOUNDARY_NOTE = Setting(
    "LISHUI_BOUNDARY_NOTE",
    "",
    Words(
        "边界图的审图号，显示在图下；没有审图号就不显示边界图",
        "The map approval number, shown below the map; without it no boundary is shown.",
    ),
)

SETTINGS = (
    STORE,
    KEY_FILE,
    CLOCK,
    ADDRESS,
    PORT,
    DEMO,
    INBOX,
    INBOX_SECONDS,
    LARGEST_MIB,
    MOST_ROWS,
    SCREENS,
    ACCESS,
    ACCOUNTS,
    SESSION_HOURS,
    IDLE_MINUTES,
    SECRET_FILE,
    AUDIT,
    RETENTION_DAYS,
    RESPONSE_ENDED,
    PRIVACY_CONTACT,
    OIDC_METADATA,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE,
    OIDC_REDIRECT,
    OIDC_SCOPE,
    OIDC_GROUPS_CLAIM,
    OIDC_GROUPS_FILE,
    BOUNDARY,
    BOUNDARY_NOTE,
)


def setting(wanted: Setting, environment: Mapping[str, str]) -> str:
    """Return the value in force: the environment's, or the default when unset or empty."""
    return environment.get(wanted.name, "") or wanted.default

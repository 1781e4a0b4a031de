"""What is kept of those who sign in: in the file of accounts and in the audit log."""

from __future__ import annotations

from lishui_dash.spec import Trace, Words

TRACES = (
    Trace(
        "accounts",
        Words("账号", "Accounts"),
        {
            "account": (
                *("name", "login", "shown_name", "password", "made_at", "closed_at"),
            ),
            "account_grant": ("name", "role", "unit"),
            "account_change": ("at", "name", "by", "change", "detail"),
        },
        Words(
            "登录名、显示名、密码的散列、角色和单位，以及由谁、何时改过什么",
            "Name to sign in with, name that is shown, hash of the password, roles and "
            "units, and who changed what when",
        ),
        Words("确认谁能登录、能看什么", "To know who may sign in, and see what"),
        Words("{roles}，限本单位及下级单位", "{roles}, of their own unit and below"),
        Words(
            "无期限：停用后也不删除，审计日志和台账须能对应到人",
            "No end, closed or not: the audit log and the ledger must lead to somebody",
        ),
    ),
    Trace(
        "sessions",
        Words("登录会话", "Sessions"),
        {
            "session": (
                *("sha256", "account", "subject", "shown_name", "grants", "way"),
                *("address", "began_at", "used_at", "ends_at"),
            )
        },
        Words(
            "谁在何时、从哪个地址登录，最近何时使用；令牌只存散列",
            "Who signed in when, from which address, and last did something when; of the "
            "token only the hash",
        ),
        Words("保持登录，发现异常登录", "To stay signed in, and to notice what is odd"),
        Words("{roles}，限本单位及下级单位", "{roles}, of their own unit and below"),
        Words(
            "会话结束后，有人再次登录时删除",
            "Until it is over and somebody signs in again: then it is deleted",
        ),
    ),
    Trace(
        "attempts",
        Words("登录失败和锁定", "Failures to sign in, and locks"),
        {"failure": ("subject", "at"), "lock": ("subject", "locked_at", "locked_until")},
        Words(
            "输错密码的时间，登录名、地址和浏览器只存散列",
            "When a password was wrong; of name, address and browser only the hash",
        ),
        Words("防止猜测密码", "Against guessing of passwords"),
        Words("页面只显示账号是否锁定", "Pages only say whether an account is locked"),
        Words(
            "满一天后，有人再次登录时删除",
            "For a day, and until somebody signs in again: then it is deleted",
        ),
    ),
    Trace(
        "audit",
        Words("审计日志", "Audit log"),
        {"audit": ("at", "who", "did", "about", "detail")},
        Words(
            "谁在何时登录、查看或下载人员明细、报送、更正、处置、变更，以及被拒绝的操作",
            "Who signed in, saw or took rows about persons, reported, corrected, acted or "
            "changed something when, and what was refused",
        ),
        Words("查明谁做过什么", "To find out who did what"),
        Words("{roles}", "{roles}"),
        Words(
            "至少六个月（《网络安全法》第二十一条）；系统不删除，由市指挥部决定何时移出",
            "Six months at least (Cybersecurity Law, article 21); the program deletes "
            "nothing of it, and the command centre says when it is moved away",
        ),
    ),
)

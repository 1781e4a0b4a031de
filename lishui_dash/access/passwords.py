"""Passwords: what one must be like, and how one is kept.

The rules follow NIST SP 800-63B (length, no known password, nothing to do with the name,
no forced change after a while) and GB/T 22239 (more than one kind of characters).
"""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lishui_dash.access.names import folded
from lishui_dash.words import Words

SHORTEST, LONGEST = 10, 200
_FEWEST_DIFFERENT = 5
_AT_ONCE = 2
"""Hashes worked out at once: each takes 64 MiB, and anybody may ask for one."""

_COMMON = (
    *("password", "passw0rd", "p@ssw0rd", "admin", "administrator", "root", "guest"),
    *("welcome", "letmein", "iloveyou", "changeme", "default", "secret", "system"),
    *("qwerty", "qwertyuiop", "qweasdzxc", "qazwsxedc", "asdfghjkl", "zxcvbnm", "qweasd"),
    *("1qaz2wsx", "1qaz2wsx3edc", "1q2w3e4r", "1q2w3e4r5t", "zaq12wsx", "!qaz2wsx"),
    *("123456", "12345678", "123456789", "1234567890", "0123456789", "987654321"),
    *("111111", "000000", "888888", "666666", "123123", "112233", "147258369", "5201314"),
    *("abc123", "abcd1234", "abcdef", "a123456", "a123456789", "123456a", "123456abc"),
    *("woaini", "woaini1314", "woaini520", "woaini521", "aini1314", "1314520", "521521"),
    *("zhongguo", "nihao", "mima", "wodemima", "mima123", "lishui", "zhejiang", "wuhan"),
    *("yiqing", "fangkong", "zhihuibu", "kangyi", "jiayou", "wuhanjiayou", "guanliyuan"),
    *(
        "丽水",
        "疫情防控",
        "指挥部",
        "管理员",
        "密码",
        "口令",
        "我爱你",
        "武汉加油",
        "中国加油",
    ),
)
"""With these every guess begins, alone, together, and with a few characters more."""
_MORE = 4


class Passwords:
    """Makes hashes of passwords and compares with them.

    `hasher` None: the parameters that argon2-cffi holds right today.
    """

    _turn = threading.BoundedSemaphore(_AT_ONCE)

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobodys = ""

    def hashed(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(_octets(password))

    def is_right(self, hashed: str | None, password: str) -> bool:
        """Whether a password has this hash; with none it takes as long, and is wrong."""
        # Made before the question is looked at: the first one takes longer, whoever asks.
        self._nobodys = self._nobodys or self.hashed(secrets.token_urlsafe())
        with self._turn:
            try:
                self._hasher.verify(hashed or self._nobodys, _octets(password))
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Whether the hash was made with other parameters than are right today."""
        return self._hasher.check_needs_rehash(hashed)


def fault_of(password: str, name: str, old: str | None = None) -> Words | None:
    """Return what is wrong with a password for this account and how to mend it, or None.

    `old` is the one that it is to replace.
    """
    given = _normal(password)
    if old is not None and given == _normal(old):
        return _SAME
    length = len(given)
    if length < SHORTEST:
        return Words(
            f"口令至少 {SHORTEST} 个字符，现为 {length} 个；请加长，如用几个互不相干的词",
            f"A password has at least {SHORTEST} characters, this one has {length}: make it"
            " longer, for instance of several words that do not belong together",
        )
    if length > LONGEST:
        return Words(
            f"口令至多 {LONGEST} 个字符，现为 {length} 个；请缩短",
            f"A password has at most {LONGEST} characters, this one has {length}:"
            " make it shorter",
        )
    if _holds_name(given, name):
        return _NAMES_ITSELF
    if len(set(given.casefold())) < _FEWEST_DIFFERENT or _is_known(given):
        return _KNOWN
    return _ONE_KIND if len({_kind(c) for c in given}) < 2 else None


_SAME = Words(
    "新口令与原口令相同；请换一个", "The new password is the old one: take another"
)
_NAMES_ITSELF = Words(
    "口令里不能有账号名；请换成与账号无关的内容",
    "A password may not hold the name of the account: take something else",
)
_KNOWN = Words(
    "这个口令太常见，容易被猜中；请换一个，如用几个互不相干的词",
    "This password is among the first that are guessed: take another, for instance several"
    " words that do not belong together",
)
_ONE_KIND = Words(
    "口令至少要有两类字符：小写字母、大写字母、数字、其他；请补上另一类",
    "A password has at least two kinds of characters (small letters, capitals, digits,"
    " others): add another kind",
)


def _normal(password: str) -> str:
    """Return the same text for what looks the same, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def _octets(password: str) -> bytes:
    return _normal(password).encode("utf-8", "replace")


def _holds_name(password: str, name: str) -> bool:
    given, own = password.casefold(), folded(name)
    return given == own or (len(own) > 3 and own in given)


def _is_known(password: str) -> bool:
    rest = password.casefold()
    for known in sorted(_COMMON, key=len, reverse=True):
        rest = rest.replace(known, "")
    return len(rest) <= _MORE


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.islower():
        return "small"
    return "capital" if character.isupper() else "other"

"""Names, numbers and addresses of persons are masked before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from lishui_dash.intake.folding import Find, Folded, folded
from lishui_dash.intake.numbers import PERHAPS_NUMBERS, numbers_in
from lishui_dash.spec import Privacy

_Search = Callable[[str], list[Find]]

_LONG = 6
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BODIES = (
    "支部|党委|党总支|社区|街道|公司|学校|集体|办公室|中心|委员会|指挥部|专班|班组|医疗队|团队"
    "|协会|医院|集团|单位"
)
_COLLECTIVE = re.compile(f".*({_BODIES}|局|队|组|院|所|村|镇|乡|科|站|处)")
_LIKE_A_NAME = re.compile(f"[{_HAN}]{{2,4}}|[{_HAN}]+[·•・][{_HAN}]+")
_PLACE_OR_BODY = re.compile(f".*({_BODIES}|卡口|路口|点位|医疗点|卫生院|名称)")
_PHONE = re.compile("1[3-9][0-9]{9}")
_GAPS = re.compile(r"[\s\-]")
_STARS = re.compile("[*＊]+")
_MASKED = re.compile(
    r"[^*]\*+[^*]?|1[3-9][0-9]\*{4}[0-9]{4}|[0-9]{3}\*{3}[0-9X]{2}|0[0-9]{2,3}-\*{4}"
)
_CROSSED = re.compile(f"(?<=[{_HAN}])[×○xX]+(?=[{_HAN}]?$)")
"""王×明: crosses instead of stars."""
_BETWEEN_NAMES = re.compile("([、，,;；/()（）\\[\\]【】:：|+&\n]+)")
_LONGEST_NAME = 4
"""Characters that are one name for all that stands between them: 张 三, 欧阳 小明."""

_CALLED = re.compile(
    r"(电话|座机|传真|热线|[Tt][Ee][Ll])(\s*[:.]?\s*)"
    r"(?:[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ -][0-9]{3,4}(?![0-9]))"
)
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_MESSENGER = re.compile(r"(微信|[Qq]{2})(号?\s*:?\s*)[A-Za-z0-9_-]{5,20}")
_ROLES = (
    "经手人|填表人|填报人|制表人|审核人|复核人|审批人|批准人|签收人|签发人|签字人|领用人|经办人"
    "|保管人|收货人|送货人|发货人|报送人|上报人|联系人|联络人|负责人|责任人|当事人|捐赠人"
    "|保管员|库管员|仓管员|驾驶员|联络员|值班员|采样员"
)
_NOT_A_NAME = (
    "已|不|未|在|到|正|均|请|因|需|及|与|等|的|是|都|由|签|确|电话|手机|变更|更换|缺|没|无"
    "|各|每|仍|也|同|会|要|人|后|前|必|姓|名|身份|证|号|编|单位|职务|职称|地址|意见|信息|数"
)
_NAME_ENDS = "电话|手机|联系|已|于|负责|签字|签收|确认|说明|填报|审核|领|收|送|和|、|及"
_NAMED = re.compile(
    f"(?:{_ROLES})(?:(\\s*:\\s*)|\\s*(?!{_NOT_A_NAME}))"
    f"(?!\\*)([{_HAN}](?:[{_HAN}·]{{1,3}}?(?=$|[^{_HAN}·]|{_NAME_ENDS})|[{_HAN}·]{{1,2}}))"
)
_FREE = "{digit}|[@＠]|人|员|微信|[QqＱｑ]{{2}}"
_PERSONAL = re.compile(_FREE.format(digit=r"\d"))
FREE_PERSONAL = _FREE.format(digit=r"\p{Nd}")
"""RE2 for every text in which `masked_text` could find something."""
PERHAPS_PERSONAL = PERHAPS_NUMBERS
"""RE2 for every text in which `without_numbers` could find something."""


def masked_name(text: str, *, may_be_collective: bool = False) -> str:
    """Mask the name of a person or of several, and any number beside it.

    What is masked already stays, and so does the name of a collective where one may stand.
    """
    if may_be_collective and len(text) > _LONGEST_NAME and _COLLECTIVE.fullmatch(text):
        return without_numbers(text)
    seen = folded(text)
    found = folded(seen.put(numbers_in(seen.text, is_free=True), text)).text
    if _PHONE.fullmatch(_GAPS.sub("", found)):
        return _masked_alone(found)
    return "".join(
        part if _BETWEEN_NAMES.fullmatch(part) else _masked_each(part)
        for part in _BETWEEN_NAMES.split(found)
    )


def masked_text(text: str) -> str:
    """Mask what a free text tells of persons: IDs, accounts, phones, addresses, and the
    names that stand behind words such as 经手人."""
    if not _PERSONAL.search(text):
        return text
    seen = folded(text)
    left, finds = seen.text, list[Find]()
    for search in _SEARCHES:
        found = search(left)
        if found:
            finds += found
            left = _blanked(left, found)
    return seen.put(finds, text) if finds else text


def without_numbers(text: str) -> str:
    """Mask IDs and mobile numbers in a text that is no free text, such as a file number.

    Longer numbers stay: what has 20 digits is no ID, and may be the number of a record.
    """
    seen = folded(text)
    finds = numbers_in(seen.text, is_free=False)
    return seen.put(finds, text) if finds else text


def masked_value(value: str, privacy: Privacy) -> str:
    """Return a cell as a problem may quote it."""
    if privacy is Privacy.NONE or not value:
        return without_numbers(value)
    if privacy is Privacy.FREE_TEXT:
        return masked_text(value)
    if privacy is Privacy.PSEUDONYM and len(value) >= _LONG:
        return f"{value[:3]}***{value[-2:]}"
    shown = 0 if len(value) == 1 else 1 if len(value) < _LONG else 2
    return f"{value[:shown]}***"


def is_like_a_name(value: str) -> bool:
    """Return whether a cell, wherever it stands, may be the name of a person."""
    is_name = _LIKE_A_NAME.fullmatch(_GAPS.sub("", value)) is not None
    return is_name and not _PLACE_OR_BODY.fullmatch(value)


def is_masked(value: str) -> bool:
    """Return whether a name or a number tells no more than a masked one does."""
    return _MASKED.fullmatch(value) is not None


def _masked_each(part: str) -> str:
    """Mask a name, or each of those that stand beside each other."""
    words = part.split(" ")
    has_han = re.search(f"[{_HAN}]", part) is not None
    if not has_han or sum(map(len, words)) <= _LONGEST_NAME:
        return _masked_alone(part)
    return " ".join(map(_masked_alone, words))


def _masked_alone(name: str) -> str:
    bare = _GAPS.sub("", name)
    starred = _CROSSED.sub(lambda crosses: "*" * len(crosses[0]), bare)
    if not bare or _MASKED.fullmatch(name) or _MASKED.fullmatch(starred):
        return name if _MASKED.fullmatch(name) else starred
    bare = bare.replace("*", "")
    if _PHONE.fullmatch(bare):
        return f"{bare[:3]}****{bare[7:]}"
    if len(bare) < 3:
        return f"{bare[:1]}*"
    return f"{bare[0]}{'*' * (len(bare) - 2)}{bare[-1]}"


def _found_by(pattern: re.Pattern[str], shown: Callable[[re.Match[str]], str]) -> _Search:
    return lambda text: [
        Find(*found.span(), shown(found)) for found in pattern.finditer(text)
    ]


def _names_in(text: str) -> list[Find]:
    return [Find(*found.span(2), "**") for found in _NAMED.finditer(text)]


def _blanked(text: str, finds: Iterable[Find]) -> str:
    """Return the text with stars where something was found, as long as before."""
    stars = [replace(find, shown="*" * (find.end - find.start)) for find in finds]
    return Folded(text, None).put(stars, text)


_SEARCHES: tuple[_Search, ...] = (
    _found_by(_MAIL, lambda _: "***@***"),
    partial(numbers_in, is_free=True),
    _found_by(_CALLED, lambda found: f"{found[1]}{found[2]}****"),
    _found_by(_MESSENGER, lambda found: f"{found[1]}{found[2]}***"),
    _names_in,
)
"""In this order: what is found once is not searched again."""

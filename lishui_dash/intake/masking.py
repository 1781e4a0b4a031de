"""Names, numbers and addresses of persons are masked before anything is stored."""

from __future__ import annotations

import re

from lishui_dash.spec import Privacy

_LONG = 6
_COLLECTIVE = re.compile(
    ".*(局|队|组|支部|党委|党总支|院|所|村|社区|镇|乡|街道|公司|学校|集体|办公室|中心|科|站|处"
    "|委员会|指挥部|专班|班组|医疗队|团队|协会|医院|集团|单位)"
)
_PHONE = re.compile("1[3-9][0-9]{9}")
_GAPS = re.compile("[\\s\u3000-]")

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＠．", "0123456789Xx@.")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_LONG_NUMBER = re.compile(
    r"[0-9]{6}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3}[0-9Xx]|[0-9]{14,19}[0-9Xx]"
    r"|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?"
)
"""Resident IDs, old and new, and numbers of bank accounts."""
_MOBILE = re.compile(r"(1[3-9][0-9])(?:[ .-]?[0-9]){4}[ .-]?([0-9]{4})")
_LANDLINE = re.compile(r"(?<![0-9])(0[1-9][0-9]{1,2})[ -]?[2-9][0-9]{6,7}(?![0-9])")
_CALLED = re.compile(r"(电话|座机|传真|热线|[Tt][Ee][Ll])(\s*[:：.]?\s*)[2-9][0-9]{6,7}")
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
_MESSENGER = re.compile(r"(微信|[Qq]{2})(号?\s*[:：]?\s*)[A-Za-z0-9_-]{5,20}")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_ROLES = (
    "经手人|填表人|填报人|制表人|审核人|复核人|审批人|批准人|签收人|签发人|签字人|领用人|经办人"
    "|保管人|收货人|送货人|发货人|报送人|上报人|联系人|联络人|负责人|责任人|当事人|捐赠人"
    "|保管员|库管员|仓管员|驾驶员|联络员|值班员|采样员"
)
_NOT_A_NAME = (
    "已|不|未|在|到|正|均|请|因|需|及|与|等|的|是|都|由|签|确|电话|手机|变更|更换|缺|没|无"
    "|各|每|仍|也|同|会|要|人|后|前|必"
)
_NAME_ENDS = "电话|手机|联系|已|于|负责|签字|签收|确认|说明|填报|审核|领|收|送|和|、|及"
_NAMED = re.compile(
    f"({_ROLES})(?:(\\s*[:：]\\s*)|\\s*(?!{_NOT_A_NAME}))"
    f"(?!\\*)[{_HAN}](?:[{_HAN}·]{{1,3}}?(?=$|[^{_HAN}·]|{_NAME_ENDS})|[{_HAN}·]{{1,2}})"
)
FREE_PERSONAL = "[0-9０-９@＠]|人|员"
"""Every text in which `masked_text` could find something matches this."""
_PERSONAL = re.compile(FREE_PERSONAL)

_ID_ALONE = re.compile(
    r"(?<![0-9])([1-9][0-9]{2})[0-9]{3}[ -]?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
    r"(?:[0-2][0-9]|3[01])[ -]?[0-9]{2}([0-9][0-9Xx])(?![0-9])"
)
_MOBILE_ALONE = re.compile(rf"(?<![0-9A-Za-z_-]){_MOBILE.pattern}(?![0-9])")
PERHAPS_PERSONAL = (
    "1[3-9]([ .-]?[0-9]){9}|[1-9][0-9]{5}[ -]?(19|20)[0-9]{2}[01][0-9]|[０-９]"
)
"""Every text in which `without_numbers` could find something matches this."""


def masked_name(text: str) -> str:
    """Mask a person's name or mobile number.

    What is masked already stays, and so does the name of a collective.
    """
    bare = _GAPS.sub("", text)
    if "*" in text:
        return without_numbers(text)
    if _PHONE.fullmatch(bare):
        return f"{bare[:3]}****{bare[7:]}"
    if len(text) > 4 and _COLLECTIVE.fullmatch(text):
        return without_numbers(text)
    if len(bare) < 3:
        return f"{bare[:1]}*"
    return f"{bare[0]}{'*' * (len(bare) - 2)}{bare[-1]}"


def masked_text(text: str) -> str:
    """Mask what a free text tells of persons: IDs, accounts, phones, addresses, and the
    names that stand behind words such as 经手人."""
    if not _PERSONAL.search(text):
        return text
    found = _UNSEEN.sub("", text.translate(_WIDE))
    found = _LONG_NUMBER.sub(lambda run: f"{run[0][:3]}***{run[0][-2:]}", found)
    found = _MOBILE.sub(r"\1****\2", found)
    found = _LANDLINE.sub(r"\1-****", found)
    found = _CALLED.sub(r"\1\2****", found)
    found = _MAIL.sub("***@***", found)
    found = _MESSENGER.sub(r"\1\2***", found)
    return _NAMED.sub(lambda role: f"{role[1]}{role[2] or ''}**", found)


def without_numbers(text: str) -> str:
    """Mask IDs and mobile numbers in a text that is no free text, such as a file number.

    Longer numbers stay: what has 20 digits is no ID, and may be the number of a record.
    """
    narrow = text.translate(_WIDE)
    found = _MOBILE_ALONE.sub(r"\1****\2", _ID_ALONE.sub(r"\1***\2", narrow))
    return text if found == narrow else found


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

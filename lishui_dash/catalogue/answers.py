"""How offices write yes and no. A probationary member is a Party member."""

from __future__ import annotations

_TICKS, _CROSSES = "√✓✔☑🗹", "×✗✘xX✖"
_TICKED, _OPEN = "√✓✔☑■", "□☐○"
_BOXES = tuple((ticked, empty) for ticked in _TICKED for empty in _OPEN)
"""Of a printed 是□否□ with one box ticked."""

YES = (
    *(
        "是",
        "是的",
        "有",
        "对",
        "对的",
        "已",
        "真",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "1.0",
        "ok",
    ),
    *("党员", "中共党员", "正式党员", "中共正式党员", "党员（正式）"),
    *("预备党员", "中共预备党员", "党员（预备）", "中共党员（预备）", "预备"),
    *("到位", "已到位", "齐全", "齐", "已核验", "通过", *_TICKS),
    *(f"{ticked}是{empty}否" for ticked, empty in _BOXES),
    *(f"是{ticked}否{empty}" for ticked, empty in _BOXES),
)
NO = (
    *("否", "不是", "无", "無", "没有", "沒有", "没", "不", "非", "未", "假", "缺"),
    *("n", "no", "false", "f", "0", "0.0", *_CROSSES),
    *(
        "群众",
        "群眾",
        "共青团员",
        "团员",
        "民主党派",
        "民主党派成员",
        "无党派",
        "无党派人士",
    ),
    *("民革", "民盟", "民建", "民进", "农工党", "致公党", "九三学社", "台盟"),
    *("非党员", "非中共党员", "积极分子", "入党积极分子", "发展对象"),
    *("不到位", "未到位", "不齐", "不齐全", "未核验", "未通过"),
    *(f"{empty}是{ticked}否" for ticked, empty in _BOXES),
    *(f"是{empty}否{ticked}" for ticked, empty in _BOXES),
)
"""A circle or an empty box alone may mean either and is refused; so is 保留, 待定."""

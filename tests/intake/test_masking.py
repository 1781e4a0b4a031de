"""What texts tell of persons is masked, and nothing else is touched."""

from __future__ import annotations

import pyarrow as pa
import pytest

from lishui_dash.intake.masking import (
    masked_name,
    masked_text,
    masked_value,
    without_numbers,
)
from lishui_dash.intake.texts import read_texts
from lishui_dash.spec import Column, Privacy, Type, Words


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王明", "王*"),
        ("王小明", "王*明"),
        ("张　三", "张*"),
        ("欧阳小明", "欧**明"),
        ("王*明", "王*明"),
        ("丽水市中心医院援鄂医疗队", "丽水市中心医院援鄂医疗队"),
        ("13912345678", "139****5678"),
        ("139 1234 5678", "139****5678"),
    ],
)
def test_names_and_phones_are_masked_and_collectives_are_not(
    name: str, masked: str
) -> None:
    assert masked_name(name, may_be_collective=True) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明*", "王*明"),
        ("*王小明", "王*明"),
        ("王小*明", "王*明"),
        ("王＊明", "王*明"),
        ("王××", "王**"),
        ("王X明", "王*明"),
        ("王小明 公安局", "王*明 公*局"),
        ("王建国县公安局", "王*****局"),
        ("王小明、李村科", "王*明、李*科"),
        ("王小明（组长）", "王*明(组*)"),
        ("王小明 13957812345", "王*明 139****2345"),
        ("139/5781/2345", "139****2345"),
        ("（0578）2688888", "0578-****"),
        ("332522198801011237", "332***37"),
        ("Li Ming", "L****g"),
    ],
)
def test_where_persons_stand_every_name_is_masked(name: str, masked: str) -> None:
    assert masked_name(name) == masked
    assert masked_name(masked) == masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("联系人电话13912345678。", "联系人电话139****5678。"),
        ("身份证331199198801011238", "身份证331***38"),
        ("证件 331199 19880101 1238", "证件 331***38"),
        ("旧号331199880101123", "旧号331***23"),
        ("电话１３９１２３４５６７８", "电话139****5678"),
        ("电话139-1234-5678或139.1234.5679", "电话139****5678或139****5679"),
        ("联系电话：0578-6820000", "联系电话：0578-****"),
        ("电话6820000", "电话****"),
        ("卡号6222 0212 0201 1234 567", "卡号622***67"),
        ("邮箱wang.ming@lishui.gov.cn", "邮箱***@***"),
        ("经手人䶮某", "经手人**"),
        ("填表人：王某某      审核人：李某某", "填表人：**      审核人：**"),
        ("联系人张三电话139 1234 5678", "联系人**电话139****5678"),
        ("负责人:欧阳小明已签字", "负责人:**已签字"),
        ("经手人**", "经手人**"),
        ("负责人已到岗", "负责人已到岗"),
        ("经手人在外，次日补签", "经手人在外，次日补签"),
        ("已送 1200 只，3 月 5 日", "已送 1200 只，3 月 5 日"),
        ("2020-02-05 08:30 到货 12000 500 只", "2020-02-05 08:30 到货 12000 500 只"),
    ],
)
def test_free_text_is_scanned_for_persons(text: str, kept: str) -> None:
    assert masked_text(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("BT331199198801011238", "BT331***38"),
        ("单13912345678号", "单139****5678号"),
        ("202002051391234567", "202002051391234567"),
        ("QD20200205-000001", "QD20200205-000001"),
        ("青防指调〔2020〕1号", "青防指调〔2020〕1号"),
    ],
)
def test_other_texts_lose_ids_and_phones_alone(text: str, kept: str) -> None:
    assert without_numbers(text) == kept
    assert masked_value(text, Privacy.NONE) == kept


def read(text: str, *, is_key: bool = False, privacy: Privacy = Privacy.NONE) -> object:
    column = Column("x", Words("某列", "x"), Type.TEXT, privacy=privacy)
    found = read_texts(column, pa.array(["甲", text]), is_key=is_key)
    assert found.values[0].as_py() in ("甲", "甲*")
    return found.values[1].as_py(), *(note.rule for note in found.notes)


def test_a_personal_number_is_masked_and_flagged_and_in_a_key_it_is_refused() -> None:
    assert read("号13912345678") == ("号139****5678", "personal_number_masked")
    assert read("号13912345678", is_key=True) == ("号139****5678", "personal_number_in_key")


def test_a_text_that_looks_like_a_formula_stays_text_unless_it_is_a_name() -> None:
    assert read("=1+1") == ("=1+1",)
    assert read("=1+1", privacy=Privacy.FREE_TEXT) == ("=1+1",)
    assert read("=1+1", privacy=Privacy.MASK) == (None, "formula_without_value")


@pytest.mark.parametrize(
    "error", ["#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!"]
)
def test_the_error_of_a_formula_is_refused_in_every_text(error: str) -> None:
    for privacy in (Privacy.NONE, Privacy.FREE_TEXT, Privacy.MASK, Privacy.SENSITIVE):
        assert "error_value" in str(read(error, privacy=privacy)), privacy

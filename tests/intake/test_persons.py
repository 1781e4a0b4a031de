"""Persons: what is kept of them, and what is nowhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.intake.identity import Fault, pseudonymised
from lishui_dash.intake.masking import masked_value
from lishui_dash.intake.persons import Persons
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.spec import Privacy
from lishui_dash.store.duckdb_engine import DuckDBEngine
from tests.intake.cases import arrival, example, refused

KEYS = KeyRing.in_memory()
EMPTY = DuckDBEngine()
ID, NAME, PHONE = "33119919880101123" + "8", "欧阳小明", "13912345678"


def taken(text: str | None, keys: KeyRing = KEYS) -> tuple[str | None, Fault | None]:
    cells = pa.array([text], pa.string())
    pseudonyms, faults = pseudonymised(cells, Persons(keys, EMPTY), is_checked=True)
    return pseudonyms[0].as_py(), faults[0].as_py()


@pytest.mark.parametrize(
    "spelling",
    [
        "331199198801011238",
        "331199 19880101 1238",
        "'331199198801011238",
        "３３１１９９１９８８０１０１１２３８",
        "331199880101123",
        "身份证：331199198801011238",
        "331199-19880101-1238",
        "“331199198801011238”",
    ],
)
def test_one_person_has_one_pseudonym_however_the_id_is_written(spelling: str) -> None:
    assert taken(spelling) == taken(ID)
    assert taken(ID) == (KEYS.pseudonym(ID), Fault.NONE)


@pytest.mark.parametrize(
    ("spelling", "fault"),
    [
        ("33119919850505118x", Fault.NONE),
        ("E12345678", Fault.NONE),
        ("护照 EA1234567", Fault.NONE),
        ("护照：E12345678", Fault.NONE),
        ("H1234567890", Fault.NONE),
        ("港澳通行证 M12345678", Fault.NONE),
        ("台胞证 12345678", Fault.NONE),
        ("19880101", Fault.FORM),
        ("=A2", Fault.FORMULA),
        ("#REF!", Fault.FORMULA),
        ("331199199002150450", Fault.CHECK_DIGIT),
        ("331199199013150455", Fault.BIRTHDAY),
        ("331199199002300455", Fault.BIRTHDAY),
        ("331199198801011000", Fault.DIGITS_LOST),
        ("身份证331199198801011000", Fault.NONE),
        ("3.31199E+17", Fault.DIGITS_LOST),
        ("1331199198801011238", Fault.LENGTH),
        ("33119919880101123", Fault.LENGTH),
        ("不详", Fault.FORM),
        (None, None),
        ("—", None),
        ("无", None),
    ],
)
def test_what_is_wrong_with_an_id_is_told(spelling: str | None, fault: Fault) -> None:
    pseudonym, found = taken(spelling)
    assert found == fault
    assert (pseudonym is None) == (fault is not Fault.NONE)
    assert pseudonym is None or not set(pseudonym[1:]) - set("0123456789abcdef")


@settings(max_examples=300, deadline=None)
@given(
    st.integers(110000, 659999),
    st.dates(datetime(1920, 1, 1).date(), datetime(2019, 12, 31).date()),
    st.integers(1, 999),
    st.sampled_from("0123456789X"),
)
def test_the_check_digit_is_that_of_the_library(
    region: int, born: object, sequence: int, last: str
) -> None:
    number = f"{region}{born:%Y%m%d}{sequence:03d}{last}"
    is_right = ric.calc_check_digit(number) == last
    expected = Fault.NONE if is_right else Fault.CHECK_DIGIT
    if number.endswith("000"):
        expected = Fault.DIGITS_LOST
    assert taken(number)[1] == expected


def test_a_pseudonym_is_kept_as_it_is() -> None:
    pseudonym = KEYS.pseudonym(ID)
    assert taken(pseudonym) == (pseudonym, Fault.NONE)


def test_another_key_makes_other_pseudonyms() -> None:
    assert taken(ID, KeyRing.in_memory()) != taken(ID)


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "pseudonym.key"
    first, second = KeyRing.from_file(path), KeyRing.from_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert first.pseudonym(ID) == second.pseudonym(ID)
    assert ID not in repr(first)


def test_an_original_opens_with_its_own_key_only() -> None:
    locked = KEYS.lock(b"secret" * 1000)
    assert b"secret" not in locked
    assert KEYS.unlock(locked) == b"secret" * 1000
    with pytest.raises(InvalidTag):
        KeyRing.in_memory().unlock(locked)


def test_nothing_of_a_person_stands_in_any_table(desk: Desk) -> None:
    told = {"remark": f"{NAME}的电话 {PHONE}，身份证 {ID}"}
    desk.receive(
        arrival(
            example(
                "personnel_roster",
                {"person_id": ID, "name_masked": NAME, "phone_masked": PHONE},
            )
        )
    )
    desk.receive(
        arrival(
            example("personnel_deployment", {"person_id": ID, "name_masked": NAME} | told)
        )
    )
    wrong = ID[:-1] + "7"
    refused(desk, arrival(example("personnel_roster", {"person_id": wrong})))
    names = [
        name
        for (name,) in desk.engine.query("SELECT table_name FROM information_schema.tables")
    ]
    for name in names:
        rows = desk.engine.query(f"SELECT * FROM {name}")
        written = repr([[cell for cell in row if cell is not bytes] for row in rows])
        for secret in (ID, wrong, ID[:14], PHONE):
            assert secret not in written, name
    [(name_masked, phone)] = desk.engine.query(
        "SELECT name_masked, phone_masked FROM personnel_roster"
    )
    assert (name_masked, phone) == ("欧**明", "139****5678")


def test_the_same_person_is_the_same_in_every_feed(desk: Desk) -> None:
    for feed in ("personnel_roster", "personnel_deployment", "insurance"):
        desk.receive(arrival(example(feed, {"person_id": ID})))
    found = {
        desk.engine.query(f"SELECT person_id FROM {feed}")[0][0]
        for feed in ("personnel_roster", "personnel_deployment", "insurance")
    }
    assert len(found) == 1
    assert found.pop().startswith("P")


@pytest.mark.parametrize(
    ("value", "privacy", "shown"),
    [
        (ID, Privacy.PSEUDONYM, "331***38"),
        ("王明", Privacy.MASK, "王***"),
        (PHONE, Privacy.MASK, "13***"),
        ("是", Privacy.SENSITIVE, "***"),
        ("N95口罩", Privacy.NONE, "N95口罩"),
        ("", Privacy.MASK, ""),
    ],
)
def test_a_problem_quotes_persons_masked(value: str, privacy: Privacy, shown: str) -> None:
    assert masked_value(value, privacy) == shown


def test_every_checked_id_is_a_pseudonym_column() -> None:
    for feed in CATALOGUE.feeds.values():
        for column in feed.columns:
            if column.name in ("person_id", "replacement_person_id"):
                assert column.privacy is Privacy.PSEUDONYM, f"{feed.name}.{column.name}"

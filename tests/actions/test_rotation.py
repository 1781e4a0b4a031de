"""A new key is put above the old ones: whoever was one person before is one afterwards."""

from __future__ import annotations

import hmac
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from cryptography.exceptions import InvalidTag

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.rotation import Rotated, rotate
from lishui_dash.errors import SetupRefused, StoreUnavailable
from lishui_dash.intake.key_file import KEY_BYTES, add_key, new_key
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.kept import rotations_of
from lishui_dash.store.scrubbing import is_scrub_due
from tests.intake.cases import arrival, example
from tests.kept import Kept

AT = datetime(2020, 3, 4, 9)
DUTY, ROSTER = "personnel_deployment", "personnel_roster"
ID = "331199198801011238"


def opened(kept: Kept) -> Desk:
    return open_desk(kept.store, kept.key_file)


def persons(desk: Desk) -> set[str]:
    """Return the pseudonyms of whoever stands in the reports of duty and on the roster."""
    rows = desk.engine.query(
        f"SELECT person_id FROM {DUTY} UNION SELECT person_id FROM {ROSTER}"
    )
    return {person for (person,) in rows}


def rotated(kept: Kept) -> Rotated:
    desk = opened(kept)
    try:
        return rotate(desk.engine, kept.key_file, AT)
    finally:
        desk.engine.close()


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A store with one report of duty."""
    found = Kept(tmp_path)
    desk = opened(found)
    desk.receive(arrival(example(DUTY, {"person_id": ID})))
    desk.engine.close()
    return found


def report(kept: Kept) -> Desk:
    """Hand in the same person on a roster; return the desk, which is to be closed."""
    desk = opened(kept)
    desk.receive(arrival(example(ROSTER, {"person_id": ID})))
    return desk


def test_a_single_key_makes_what_it_always_made() -> None:
    key = new_key()
    made = "P" + hmac.digest(key, ID.encode(), "sha256").hex()[:16]
    assert KeyRing.of((key,)).pseudonym(ID) == made


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_person_is_the_same_before_and_after(kept: Kept, times: int) -> None:
    before = opened(kept)
    [old] = persons(before)
    before.engine.close()
    for number in range(times):
        assert rotated(kept).number == number + 2
    assert len(kept.key_file.read_bytes()) == (times + 1) * KEY_BYTES
    assert kept.key_file.stat().st_mode & 0o777 == 0o600
    desk = report(kept)
    [person] = persons(desk)
    assert person != old
    assert [one.number for one in rotations_of(desk.engine)] == [2, 3][:times]
    assert desk.original(1) == example(DUTY, {"person_id": ID})
    assert {one.name for one in kept.folder.iterdir()} == {
        *(kept.store.name, kept.key_file.name, f"{kept.store.name}.wal")
    }
    desk.engine.close()


def test_no_pseudonym_of_before_stands_in_any_table(
    small_demo: Kept, tmp_path: Path
) -> None:
    kept = small_demo.copied_to(tmp_path)
    desk = opened(kept)
    before = cells(desk)
    done = rotate(desk.engine, kept.key_file, AT)
    after = cells(desk)
    assert set().union(*before.values()).isdisjoint(set().union(*after.values()))
    assert {c: len(found) for c, found in before.items()} == {
        c: len(found) for c, found in after.items()
    }
    assert done.pseudonyms_n == len(set().union(*before.values()))
    assert done.unreadable_n == 0
    desk.engine.close()


def cells(desk: Desk) -> dict[str, set[str]]:
    """Return the pseudonyms in every column of text of every table that holds any."""
    columns = desk.engine.query(
        """
        SELECT table_name, column_name
        FROM information_schema.columns
        WHERE data_type = 'VARCHAR'
        """
    )
    found = {}
    for table, column in columns:
        rows = desk.engine.query(
            f"""
            SELECT DISTINCT "{column}"
            FROM "{table}"
            WHERE regexp_full_match("{column}", 'P[0-9a-f]{{16}}')
            """
        )
        if rows:
            found[f"{table}.{column}"] = {cell for (cell,) in rows}
    return found


def test_old_originals_open_with_the_new_key_and_not_with_the_old_one(kept: Kept) -> None:
    first = KeyRing.from_file(kept.key_file)
    locked = first.lock(b"a file of the inbox")
    rotated(kept)
    desk = opened(kept)
    [(original,)] = desk.engine.query("SELECT original FROM delivery")
    desk.engine.close()
    with pytest.raises(InvalidTag):
        first.unlock(original)
    assert KeyRing.from_file(kept.key_file).unlock(locked) == b"a file of the inbox"
    assert first.door_word() != KeyRing.from_file(kept.key_file).door_word()


def test_a_key_that_waits_is_not_used_until_the_store_has_gone_through_it(
    kept: Kept,
) -> None:
    """The power failed after the file was written, and before the store was."""
    add_key(kept.key_file, new_key())
    waiting = kept.key_file.read_bytes()
    desk = report(kept)
    assert len(persons(desk)) == 1
    assert desk.original(1) == example(DUTY, {"person_id": ID})
    desk.engine.close()
    assert rotated(kept).number == 2
    assert kept.key_file.read_bytes() == waiting
    desk = report(kept)
    assert len(persons(desk)) == 1
    desk.engine.close()


def test_a_rotation_that_breaks_off_in_the_store_changes_nothing_there(kept: Kept) -> None:
    desk = opened(kept)
    before = persons(desk)
    desk.engine.query("ALTER TABLE key_rotation ADD COLUMN odd INTEGER")
    with pytest.raises(duckdb.Error):
        rotate(desk.engine, kept.key_file, AT)
    assert persons(desk) == before
    desk.engine.query("ALTER TABLE key_rotation DROP COLUMN odd")
    desk.engine.close()
    desk = report(kept)
    assert persons(desk) == before
    assert desk.original(1) == example(DUTY, {"person_id": ID})
    desk.engine.close()
    assert rotated(kept).number == 2


def test_a_form_handed_out_before_speaks_of_the_same_person(kept: Kept) -> None:
    """The township's workbook of the day before has codes, and no IDs."""
    codes = []
    for _ in range(2):
        desk = opened(kept)
        codes += persons(desk)
        desk.engine.close()
        rotated(kept)
    assert len(set(codes)) == 2
    desk = opened(kept)
    [current] = persons(desk)
    for number, code in enumerate([*codes, current], 6):
        told = {"person_id": code, "duty_date": f"2020-02-{number:02}"}
        receipt = desk.receive(arrival(example(DUTY, told), at=datetime(2020, 2, 20, 9)))
        assert receipt.flagged == ()
    assert persons(desk) == {current}
    desk.engine.close()


def test_a_code_of_nobody_is_taken_and_told(kept: Kept) -> None:
    rotated(kept)
    desk = opened(kept)
    [known] = persons(desk)
    told = {"person_id": "P0123456789abcdef", "duty_date": "2020-02-06"}
    receipt = desk.receive(arrival(example(DUTY, told), at=datetime(2020, 2, 7, 9)))
    [problem] = receipt.flagged
    assert (problem.rule, problem.rejects) == ("person_code_unknown", False)
    assert "没有这个人员代码" in problem.reason.hans
    assert persons(desk) == {known, "P0123456789abcdef"}
    desk.engine.close()


def test_a_store_that_knows_nobody_yet_misses_nobody(tmp_path: Path) -> None:
    desk = opened(Kept(tmp_path))
    told = {"person_id": "P0123456789abcdef"}
    assert desk.receive(arrival(example(DUTY, told))).flagged == ()
    desk.engine.close()


def test_old_pseudonyms_are_to_be_scrubbed_even_where_the_power_fails(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DuckDBEngine, "scrub", lambda _: None)
    rotated(kept)
    desk = opened(kept)
    assert is_scrub_due(desk.engine)
    desk.engine.close()


@pytest.mark.parametrize("changed", ["older", "other"])
def test_a_key_file_that_does_not_fit_the_store_opens_nothing(
    kept: Kept, changed: str
) -> None:
    old = kept.key_file.read_bytes()
    rotated(kept)
    kept.key_file.write_bytes(old if changed == "older" else old + new_key())
    with pytest.raises(StoreUnavailable, match="密钥文件与数据库不配套"):
        opened(kept)


@pytest.mark.parametrize("content", [b"", b"x", b"x" * (KEY_BYTES + 1)])
def test_a_damaged_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pseudonym.key"
    path.write_bytes(content)
    with pytest.raises(SetupRefused, match="已损坏"):
        KeyRing.from_file(path)
    assert path.read_bytes() == content


def test_an_original_that_opens_with_no_key_stays_as_it_is(kept: Kept) -> None:
    desk = opened(kept)
    foreign = KeyRing.in_memory().lock(b"whose?")
    with desk.engine.writing() as transaction:
        transaction.execute("UPDATE delivery SET original = $it", {"it": foreign})
    desk.engine.close()
    done = rotated(kept)
    assert (done.originals_n, done.unreadable_n) == (0, 1)
    desk = opened(kept)
    assert desk.engine.query("SELECT original FROM delivery") == [(foreign,)]
    desk.engine.close()

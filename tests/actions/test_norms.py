"""An administrator changes what protects a person on duty, from a day on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from lishui_dash.actions.norms import NormAsked, change_norm, indicators_by_norm
from lishui_dash.actions.turned import Turned
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.ppe_norms import PPE_NORMS
from lishui_dash.errors import ChangedMeanwhile, ChangeRefused
from lishui_dash.readings.reading import Reading, Status
from lishui_dash.readings.recall import recall
from lishui_dash.readings.refresh import refresh
from lishui_dash.spec import Words
from lishui_dash.store import schema
from lishui_dash.store.duckdb_engine import DuckDBEngine
from lishui_dash.store.engine import Engine
from lishui_dash.store.norms import norm_changes_of, norms_on, norms_with
from tests.tables import day, given, moment

REASON = Words("口罩供应恢复，按四小时一换执行", "masks can be had again")
AT = "03-04 10:00"


def asked(
    quantity: float = 3,
    valid_from: str = "03-02",
    post_type: str = "expressway_cp",
    item: str = "mask_surgical",
    by: str = "王敏",
    seen: int = 0,
) -> NormAsked:
    return NormAsked(post_type, item, quantity, day(valid_from), REASON, by, seen)


@pytest.fixture
def used(engine: Engine) -> Engine:
    """Two persons a day at an expressway checkpoint, who use four masks between them."""
    given(
        engine,
        "personnel_deployment",
        """
        duty_date    | person_id
        -------------+----------
        02-23..03-03 | P1..P2
        """,
        county_code="青田",
        reporting_unit_code="331121-ZHB",
        post_id="CP-331121-02",
        duty_status="on_duty",
    )
    given(
        engine,
        "supplies_daily",
        """
        report_date
        ------------
        02-23..03-03
        """,
        county_code="青田",
        unit_code="331121-S01",
        item_code="mask_surgical",
        consumed_qty="4",
        closing_qty="100",
    )
    at = datetime.combine(day("03-03") + timedelta(days=1), time(7))
    with engine.writing() as transaction:
        refresh(transaction, CATALOGUE, [], 1, at)
    return engine


def norm_readings(engine: Engine, known_at: str = "") -> dict[str, Reading]:
    found = recall(
        engine,
        day("03-03"),
        indicator="M08_NORM",
        place="331121",
        item="mask_surgical",
        known_at=moment(known_at) if known_at else None,
        days=4,
    )
    return {f"{one.as_of:%m-%d}": one for one in found}


def test_every_shift_is_held_to_the_norm_of_its_day(used: Engine) -> None:
    change_norm(used, asked(3), moment(AT))
    seen = {of: one.denominator for of, one in norm_readings(used).items()}
    assert seen == {
        "02-29": 2 * (7 * 2),
        "03-01": 2 * (7 * 2),
        "03-02": 2 * (6 * 2 + 1 * 3),
        "03-03": 2 * (5 * 2 + 2 * 3),
    }
    assert norm_readings(used)["03-03"].value == (7 * 4) / 32


def test_what_was_known_before_the_norm_changed_stays_as_it_was(used: Engine) -> None:
    change_norm(used, asked(3), moment(AT))
    then = norm_readings(used, known_at="03-04 09:59")
    assert {one.denominator for one in then.values()} == {28}


def test_a_change_says_what_turned_and_what_the_audit_is_told(used: Engine) -> None:
    # 28 used of 2 x (5 x 2 + 2 x 6) = 44 needed: 0.64 is amber, as it was of too few units.
    found = change_norm(used, asked(6), moment(AT))
    assert found.days == (day("03-02"), day("03-03"))
    assert norm_readings(used)["03-03"].value == 28 / 44
    assert found.turned == ()
    harder = change_norm(used, asked(20, "03-03", seen=1), moment("03-04 11:00"))
    assert 28 / (2 * (5 * 2 + 6 + 20)) < 0.6
    assert harder.turned == (Turned(Status.AMBER, Status.RED, 2),), "Qingtian and the city"
    assert found.about == "expressway_cp"
    assert found.detail == (
        "第 1 号，自 2020-03-02 起：高速卡口 医用外科口罩每人每班 2 → 6 只；"
        "理由：口罩供应恢复，按四小时一换执行"
    )


def test_the_later_made_of_two_changes_of_one_day_holds(used: Engine) -> None:
    change_norm(used, asked(3), moment(AT))
    change_norm(used, asked(2, seen=1), moment(AT))
    assert norm_readings(used)["03-03"].denominator == 28
    assert [change.quantity for change in norm_changes_of(used)] == [3, 2]


def test_of_two_who_change_a_norm_the_second_undoes_nothing_unseen(engine: Engine) -> None:
    change_norm(engine, asked(3, "03-09", by="李强"), moment(AT))
    with pytest.raises(ChangedMeanwhile) as refused:
        change_norm(engine, asked(4), moment(AT))
    assert "李强刚作了第 1 号调整" in refused.value.words.hans
    assert len(norm_changes_of(engine)) == 1
    change_norm(engine, asked(1, item="gown"), moment(AT))
    done = change_norm(engine, asked(4, seen=1), moment(AT))
    assert done.detail.startswith(
        "第 3 号，自 2020-03-02 起，至 2020-03-08 止（其后为第 1 号）："
        "高速卡口 医用外科口罩每人每班 2 → 4 只；"
    )


def test_an_item_can_be_added_and_taken_off_a_type_of_post(engine: Engine) -> None:
    change_norm(engine, asked(1, item="gown"), moment(AT))
    change_norm(engine, asked(0, item="kn95"), moment(AT))
    changes = norm_changes_of(engine)
    before, after = (norms_on(changes, day(of)) for of in ("03-01", "03-02"))
    assert before == {post_type: dict(of) for post_type, of in PPE_NORMS.items()}
    assert after["expressway_cp"]["gown"] == 1
    assert "kn95" not in after["expressway_cp"]


def test_the_table_has_one_norm_a_day_of_each_post_and_item(engine: Engine) -> None:
    for at, valid_from in enumerate(("03-05", "03-01", "03-05")):
        change_norm(engine, asked(at + 3, valid_from, seen=at), moment(AT))
    rows = engine.query(
        """
        SELECT qty_per_person_day, valid_from, valid_to
        FROM ppe_norm
        WHERE post_type = 'expressway_cp' AND item_code = 'mask_surgical'
        ORDER BY valid_from
        """
    )
    march = day("03-01"), day("03-05")
    assert rows == [
        (2, date.min, march[0]),
        (4, march[0], march[1]),
        (5, march[1], date.max),
    ]
    assert len(list(norms_with(()))) == sum(map(len, PPE_NORMS.values()))


def test_changes_outlive_new_reference_data(tmp_path: Path) -> None:
    opened = DuckDBEngine(tmp_path / "store.duckdb")
    change_norm(opened, asked(3), moment(AT))
    with opened.writing() as transaction:
        transaction.execute("DELETE FROM ppe_norm")
        transaction.execute("UPDATE store_version SET reference_print = 'older'")
    opened.close()
    again = DuckDBEngine(tmp_path / "store.duckdb")
    [(number,)] = again.query("SELECT count(*) FROM ppe_norm")
    again.close()
    assert schema.fingerprint() != "older"
    assert number == sum(map(len, PPE_NORMS.values())) + 1


def test_one_indicator_is_held_against_the_norms() -> None:
    assert [i.name for i in indicators_by_norm(CATALOGUE)] == ["M08_NORM"]


REFUSED = [
    (asked(post_type="harbour"), "没有点位类型 harbour", "no type of post harbour"),
    (asked(item="boots"), "boots 不是会消耗的物资", "boots is nothing that is used up"),
    (asked(item="thermometer_gun"), "不是会消耗的物资", "is nothing that is used up"),
    (asked(-1), "应在 0 到 100 之间", "between 0 and 100"),
    (asked(float("inf")), "应在 0 到 100 之间", "between 0 and 100"),
    (asked(0.0001), "最多写 3 位小数", "3 decimals at most"),
    (asked(by=""), "请写明经办人", "who makes the change"),
    (asked(valid_from="2019-12-31"), "生效日应在", "a change holds from a day between"),
]


@pytest.mark.parametrize(("wanted", "hans", "en"), REFUSED)
def test_a_refusal_says_what_is_wrong(
    engine: Engine, wanted: NormAsked, hans: str, en: str
) -> None:
    with pytest.raises(ChangeRefused) as refused:
        change_norm(engine, wanted, moment(AT))
    assert hans in refused.value.words.hans
    assert en in refused.value.words.en
    assert norm_changes_of(engine) == ()

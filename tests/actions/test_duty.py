"""Acknowledging and ordering: what is written, and what is refused with a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.duty import LONGEST, acknowledge, order, remark
from lishui_dash.actions.handling import Handling, State, handlings
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import SetupRefused
from lishui_dash.readings.reporting import as_of_at
from lishui_dash.spec import UnitKind
from lishui_dash.store.duty import Of
from lishui_dash.store.engine import Engine
from lishui_dash.store.schema import DUTY_TABLES
from tests.alerted import AT, FIGURE, tell
from tests.tables import day, moment

OF = Of(FIGURE, AT, "", day("03-01"))
STORE = "LS-S01"
NOW, NOON = moment("03-02 09:05"), moment("03-02 12:00")
BY = "王值班"


@pytest.fixture
def alerted(engine: Engine) -> Engine:
    """One figure that the screen shows amber since nine."""
    tell(engine, "03-01 | 03-02 08:00 | amber")
    return engine


@pytest.fixture(scope="module")
def refusing() -> Iterator[Engine]:
    """The same, for all that is refused: it stays as it is."""
    desk = open_desk()
    tell(desk.engine, "03-01 | 03-02 08:00 | amber")
    yield desk.engine
    desk.engine.close()


def handled(engine: Engine, at: datetime) -> Handling:
    as_of = as_of_at(engine.catalogue, at)
    [found] = handlings(
        engine, engine.catalogue, as_of, until=at, known_at=at, closed_since=NOW
    )
    return found


def written(engine: Engine) -> int:
    """Return how many actions are kept."""
    counts = (engine.query(f"SELECT count(*) FROM {name}")[0][0] for name in DUTY_TABLES)
    return sum(map(int, counts))


def test_an_alert_is_acknowledged_by_somebody_at_a_moment(alerted: Engine) -> None:
    assert handled(alerted, NOW).state is State.UNACKNOWLEDGED
    before = alerted.version
    told: list[str] = []
    acknowledge(alerted, OF, "已电话核实", BY, NOW, told.append)
    assert alerted.version == before + 1
    assert told == ["已电话核实"]
    [act] = handled(alerted, NOW).acts
    assert (act.by, act.at, act.said, act.as_of) == (BY, NOW, "已电话核实", day("03-01"))
    assert handled(alerted, NOW).state is State.ACKNOWLEDGED


def test_an_order_says_who_is_to_do_what_by_when(alerted: Engine) -> None:
    told: list[str] = []
    order(alerted, OF, STORE, "向青田调拨口罩", NOON, BY, NOW, told.append)
    assert told == ["LS-S01 丽水市防疫物资储备库，2020-03-02 12:00 前：向青田调拨口罩"]
    [act] = handled(alerted, NOW).acts
    assert (act.to_unit, act.due_at, act.said) == (STORE, NOON, "向青田调拨口罩")
    assert handled(alerted, NOW).state is State.ORDERED


def test_whoever_orders_has_seen_it(alerted: Engine) -> None:
    order(alerted, OF, STORE, "调拨", NOON, BY, NOW)
    with pytest.raises(SetupRefused, match="已由王值班于 03-02 09:05 确认"):
        acknowledge(alerted, OF, "", BY, NOW)


def test_a_remark_acknowledges_nothing(alerted: Engine) -> None:
    remark(alerted, OF, "等待回电", BY, NOW)
    assert handled(alerted, NOW).state is State.UNACKNOWLEDGED
    assert [act.said for act in handled(alerted, NOW).acts] == ["等待回电"]


def test_what_turns_red_has_to_be_acknowledged_again(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    order(alerted, OF, STORE, "调拨", NOON, BY, NOW)
    tell(alerted, "03-01 | 03-02 10:00 | red")
    later = moment("03-02 10:05")
    assert handled(alerted, later).state is State.UNACKNOWLEDGED
    acknowledge(alerted, OF, "", BY, later)
    assert handled(alerted, later).state is State.ORDERED


def test_nobody_acknowledges_what_the_data_have_closed(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    tell(alerted, "03-01 | 03-02 10:00 | green")
    later = moment("03-02 10:05")
    with pytest.raises(SetupRefused, match="该预警已恢复"):
        remark(alerted, OF, "迟到的备注", BY, later)
    [over] = [handled(alerted, later)]
    assert over.episode.closed_at == moment("03-02 10:00")
    assert [act.by for act in over.acts] == [BY]


def test_an_acknowledgement_does_not_reach_the_next_episode(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    tell(alerted, "03-02 | 03-03 08:00 | green\n03-03 | 03-04 08:00 | red")
    later = moment("03-04 09:05")
    with pytest.raises(SetupRefused, match="已是新的一次预警"):
        acknowledge(alerted, OF, "", BY, later)
    anew = Of(FIGURE, AT, "", day("03-03"))
    acknowledge(alerted, anew, "", BY, later)
    first, second = handlings(
        alerted, alerted.catalogue, day("03-03"), until=later, closed_since=NOW
    )
    assert (first.acts[0].at, second.acts[0].at) == (NOW, later)


def test_what_is_done_later_was_not_known_before(alerted: Engine) -> None:
    acknowledge(alerted, OF, "", BY, NOW)
    assert handled(alerted, moment("03-02 09:04")).state is State.UNACKNOWLEDGED


@pytest.mark.parametrize(
    ("unit", "what", "due_at", "sentence"),
    [
        ("331121-X99", "调拨", NOON, "没有可交办的单位"),
        ("NONE", "调拨", NOON, "没有可交办的单位"),
        ("", "调拨", NOON, "请选择交办单位"),
        (STORE, " \u200b\t", NOON, "请填写内容"),
        (STORE, "调" * (LONGEST + 1), NOON, "最多 500 字"),
        (STORE, "调拨", NOW, "晚于当前时间"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_and_nothing_is_written(
    refusing: Engine, unit: str, what: str, due_at: datetime, sentence: str
) -> None:
    before = refusing.version
    with pytest.raises(SetupRefused, match=sentence):
        order(refusing, OF, unit, what, due_at, BY, NOW)
    assert (refusing.version, written(refusing)) == (before, 0)


@pytest.mark.parametrize(
    "of",
    [
        Of(FIGURE, "331122", "", day("03-01")),
        Of("M99_UNKNOWN", AT, "", day("03-01")),
        Of(FIGURE, AT, "n95_medical", day("03-01")),
        Of(FIGURE, AT, "", day("02-28")),
        Of("x' OR '1'='1", AT, "", day("03-01")),
    ],
)
def test_what_is_not_open_cannot_be_acknowledged(refusing: Engine, of: Of) -> None:
    with pytest.raises(SetupRefused, match="请看最新清单"):
        acknowledge(refusing, of, "", BY, NOW)
    assert written(refusing) == 0


def test_whoever_acts_has_a_name(refusing: Engine) -> None:
    with pytest.raises(SetupRefused, match="须登录"):
        acknowledge(refusing, OF, "", " ", NOW)
    assert written(refusing) == 0


def test_the_same_form_sent_twice_is_one_order(alerted: Engine) -> None:
    order(alerted, OF, STORE, "调拨", NOON, BY, NOW)
    with pytest.raises(SetupRefused, match="不再重复"):
        order(alerted, OF, STORE, " 调拨\n", NOON, BY, moment("03-02 09:06"))
    assert written(alerted) == 1


def test_what_is_written_tells_of_nobody(alerted: Engine) -> None:
    said = "联系人张三，电话 13812345678，身份证\n331121198001011234"
    told: list[str] = []
    acknowledge(alerted, OF, said, BY, NOW, told.append)
    order(alerted, OF, STORE, said, NOON, BY, NOW, told.append)
    remark(alerted, OF, said, BY, NOW, told.append)
    assert len(told) == 3
    kept = [repr(alerted.query(f"SELECT * FROM {name}")) for name in DUTY_TABLES]
    for text in (*kept, *told):
        assert "138****5678" in text
        assert "张三" not in text
        assert "331121198001011234" not in text


def test_text_that_no_store_can_hold_is_kept_without_it(alerted: Engine) -> None:
    acknowledge(alerted, OF, "a\x00b\ud800c\u202ed", BY, NOW)
    assert [act.said for act in handled(alerted, NOW).acts] == ["a bcd"]


def test_every_unit_of_the_register_may_be_ordered(alerted: Engine) -> None:
    kinds = {unit.kind: unit.code for unit in UNITS.values() if unit.code != "NONE"}
    assert set(kinds) == set(UnitKind)
    for code in kinds.values():
        order(alerted, OF, code, "核实", NOON, BY, NOW)
    assert written(alerted) == len(kinds)

"""From when a figure is bad on the screen, and when the data close it."""

from __future__ import annotations

from datetime import datetime

import pytest

from lishui_dash.readings.episodes import LOOK_BACK, Episode, episodes
from lishui_dash.readings.reading import Status
from lishui_dash.store.engine import Engine
from tests.alerted import ITEM, tell
from tests.tables import day, moment

EVER = datetime(2020, 1, 1)


def found(engine: Engine, as_of: str, known_at: str | None = None) -> list[Episode]:
    return episodes(
        engine,
        engine.catalogue,
        day(as_of),
        known_at=moment(known_at) if known_at else None,
        closed_since=EVER,
    )


def spans(engine: Engine, as_of: str, known_at: str | None = None) -> list[str]:
    """Return when each episode opened and was closed, as one reads it."""
    return [
        f"{one.opened_at:%m-%d %H:%M} {one.closed_at:%m-%d %H:%M}"
        if one.closed_at
        else f"{one.opened_at:%m-%d %H:%M} open"
        for one in found(engine, as_of, known_at)
    ]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        # A day comes on the screen at nine, when its reports are due.
        ("03-01 | 03-02 07:00 | red", ["03-02 09:00 open"]),
        ("03-01 | 03-02 10:30 | amber", ["03-02 10:30 open"]),
        # What was put right before that, nobody has seen.
        ("03-01 | 03-02 07:00 | red\n03-01 | 03-02 08:00 | green", []),
        (
            "03-01 | 03-02 08:00 | red\n03-01 | 03-02 10:30 | green",
            ["03-02 09:00 03-02 10:30"],
        ),
        (
            "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | green",
            ["03-02 09:00 03-03 09:00"],
        ),
        ("03-01 | 03-02 08:00 | green\n03-02 | 03-03 08:00 | missing", []),
        (
            "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | reference",
            ["03-02 09:00 03-03 09:00"],
        ),
    ],
)
def test_an_episode_is_from_when_to_when_the_screen_shows_it(
    engine: Engine, table: str, wanted: list[str]
) -> None:
    tell(engine, table)
    assert spans(engine, "03-02") == wanted


def test_what_is_missing_closes_nothing(engine: Engine) -> None:
    tell(
        engine,
        """
        03-01 | 03-02 08:00 | amber
        03-02 | 03-03 08:00 | missing
        03-03 | 03-04 08:00 | red
        """,
    )
    [episode] = found(engine, "03-03")
    assert episode.opened_at == moment("03-02 09:00")
    assert (episode.status, episode.worst) == (Status.RED, Status.RED)
    assert episode.closed_at is None


def test_what_is_green_and_red_again_is_another_episode(engine: Engine) -> None:
    tell(
        engine,
        """
        03-01 | 03-02 08:00 | red
        03-02 | 03-03 08:00 | green
        03-03 | 03-04 08:00 | amber
        """,
    )
    assert spans(engine, "03-03") == ["03-02 09:00 03-03 09:00", "03-04 09:00 open"]
    assert [one.of.opened for one in found(engine, "03-03")] == [day("03-01"), day("03-03")]


def test_what_is_told_of_a_day_left_behind_opens_and_closes_nothing(engine: Engine) -> None:
    tell(
        engine,
        """
        03-01 | 03-02 08:00 | red
        03-02 | 03-03 08:00 | red
        03-01 | 03-03 11:00 | green
        """,
    )
    assert spans(engine, "03-02") == ["03-02 09:00 open"]
    tell(engine, "03-03 | 03-04 08:00 | green\n03-02 | 03-04 11:00 | red")
    assert spans(engine, "03-03") == ["03-02 09:00 03-04 09:00"]


def test_a_day_that_is_looked_back_at_is_as_it_is_known_now(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | green")
    assert spans(engine, "03-01") == ["03-02 09:00 open"]
    tell(engine, "03-01 | 03-04 08:00 | green")
    assert spans(engine, "03-01") == ["03-02 09:00 03-04 08:00"]
    assert spans(engine, "03-01", "03-02 12:00") == ["03-02 09:00 open"]


def test_an_item_is_gone_when_its_place_tells_of_others(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | gone", item=ITEM)
    [episode] = [one for one in found(engine, "03-02") if one.of.item]
    assert episode.closed_at == moment("03-03 09:00")


def test_an_item_is_not_gone_when_its_place_has_not_reported(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | missing", item=ITEM)
    [episode] = [one for one in found(engine, "03-02") if one.of.item]
    assert episode.closed_at is None


def test_a_figure_of_items_has_no_episode_of_its_place(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red", item=ITEM)
    assert [one.of.item for one in found(engine, "03-01")] == [ITEM]


def test_an_episode_knows_that_only_reports_were_missing(engine: Engine) -> None:
    tell(engine, "03-01 | 03-02 08:00 | partial")
    assert [one.is_partial for one in found(engine, "03-01")] == [True]
    tell(engine, "03-02 | 03-03 08:00 | amber")
    assert [one.is_partial for one in found(engine, "03-02")] == [False]


def test_what_is_open_longer_than_is_looked_back_reads_as_opened_there(
    engine: Engine,
) -> None:
    tell(engine, "03-01 | 03-02 08:00 | red\n03-02 | 03-03 08:00 | red")
    [episode] = episodes(
        engine, engine.catalogue, day("03-01") + LOOK_BACK * (day("03-02") - day("03-01"))
    )
    assert episode.of.opened == day("03-02")

"""What comes again and again goes on record once in a while."""

from __future__ import annotations

from lishui_dash.ui.seldom import Seldom, Telling


def told(seldom: Seldom, kind: str, whom: str, times: int) -> list[int]:
    """Try so many times; return which of them are told of."""
    said = [seldom.tells(kind, whom) for _ in range(times)]
    return [number for number, one in enumerate(said, 1) if one is Telling.YES]


def test_the_first_the_tenth_and_the_hundredth_try_are_told() -> None:
    assert told(Seldom(600), "/media", "10.0.0.1", 1500) == [1, 10, 100, 1000]


def test_another_network_and_another_kind_are_told_beside_it() -> None:
    seldom = Seldom(600)
    for kind, whom in (("/media", "10.0.0.1"), ("/media", "10.0.0.2"), ("/screen", "")):
        assert told(seldom, kind, whom, 9) == [1]


def test_after_a_while_it_is_told_again() -> None:
    seldom = Seldom(0)
    assert told(seldom, "x", "y", 3) == [1, 2, 3]


def test_what_fills_one_kind_says_so_once_and_hides_nothing_of_another() -> None:
    seldom = Seldom(600, most=5)
    said = [seldom.tells("/screen", f"{number}") for number in range(100)]
    assert said == [Telling.YES] * 5 + [Telling.NO_MORE] + [Telling.NO] * 94
    assert seldom.tells("lishui_session", "10.0.0.1") is Telling.YES


def test_what_is_known_of_networks_does_not_grow() -> None:
    seldom = Seldom(600, most=5)
    for number in range(1000):
        seldom.tells("/screen", f"{number}")
    assert len(seldom._kinds["/screen"].times) <= 6

"""What comes again and again goes on record once in a while."""

from __future__ import annotations

from lishui_dash.ui.seldom import Seldom


def test_the_same_thing_is_told_once_and_another_beside_it() -> None:
    seldom = Seldom(600)
    assert seldom.lets("/media", "10.0.0.1")
    assert not seldom.lets("/media", "10.0.0.1")
    assert seldom.lets("/media", "10.0.0.2")
    # Two texts together are another thing than both in one.
    assert seldom.lets("/media10.0.0.1")


def test_after_a_while_it_is_told_again() -> None:
    seldom = Seldom(0)
    assert seldom.lets("x")
    assert seldom.lets("x")


def test_many_different_things_do_not_fill_the_log_either() -> None:
    seldom = Seldom(600, most=5)
    assert sum(seldom.lets(str(number)) for number in range(100)) == 5

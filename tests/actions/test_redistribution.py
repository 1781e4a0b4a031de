"""Who can spare supplies for whom."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from lishui_dash.actions.redistribution import KEEP_DAYS, LIFT_DAYS, Stock, suggest
from lishui_dash.catalogue.places import CITY_LEVEL, PLACES
from lishui_dash.catalogue.supplies import ITEMS

QINGTIAN, LIANDU, SUICHANG = "331121", "331102", "331123"


def n95(place, on_hand, burn_rate, arriving=0.0):
    return Stock(place, "n95_medical", on_hand, burn_rate, arriving)


def test_the_city_store_gives_first_and_in_whole_boxes():
    moves = suggest(
        [
            n95(QINGTIAN, 1590, 1600 / 3),
            n95(SUICHANG, 2400, 100),
            n95(LIANDU, 5000, 300),
            n95(CITY_LEVEL, 3000, 0),
        ]
    )
    # 7 x 533.33 - 1590 = 2143.3, in boxes of 20: 108 x 20
    assert [(m.donor, m.recipient, m.quantity) for m in moves] == [
        (CITY_LEVEL, QINGTIAN, 2160)
    ]
    assert round(moves[0].recipient_days_after, 1) == 7.0


def test_neighbours_give_before_those_far_away():
    moves = suggest(
        [n95(QINGTIAN, 0, 100), n95(SUICHANG, 50_000, 100), n95(LIANDU, 4000, 100)]
    )
    assert [(m.donor, m.quantity) for m in moves] == [(LIANDU, 700)]


def test_what_is_on_its_way_counts():
    assert suggest([n95(QINGTIAN, 0, 100, arriving=700), n95(CITY_LEVEL, 9000, 0)]) == []


stocks = st.lists(
    st.builds(
        Stock,
        place=st.sampled_from([place.code for place in PLACES]),
        item=st.sampled_from(
            [i.code for i in ITEMS.values() if i.kind == "consumable"][:4]
        ),
        on_hand=st.floats(0, 1e5),
        burn_rate=st.floats(0, 1e4),
        arriving=st.floats(0, 1e4),
    ),
    max_size=30,
    unique_by=lambda stock: (stock.place, stock.item),
)


@given(stocks)
@settings(max_examples=500, deadline=None)
def test_no_donor_falls_below_its_days_and_nobody_is_lifted_too_far(held):
    moves = suggest(held)
    before = {(s.place, s.item): s for s in held}
    given_away: dict[tuple[str, str], float] = {}
    received: dict[tuple[str, str], float] = {}
    for move in moves:
        box = ITEMS[move.item].box_size
        assert move.quantity > 0
        assert math.isclose(move.quantity / box, round(move.quantity / box))
        donor, recipient = (move.donor, move.item), (move.recipient, move.item)
        given_away[donor] = given_away.get(donor, 0) + move.quantity
        received[recipient] = received.get(recipient, 0) + move.quantity
    for key, quantity in given_away.items():
        stock = before[key]
        assert stock.on_hand - quantity >= KEEP_DAYS * stock.burn_rate - 1e-3
    for key, quantity in received.items():
        stock = before[key]
        box = ITEMS[stock.item].box_size
        short = LIFT_DAYS * stock.burn_rate - stock.on_hand - stock.arriving
        assert quantity <= short + box + 1e-3

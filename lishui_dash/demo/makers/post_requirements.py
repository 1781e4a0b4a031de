"""How many each post needs: the standing list, then every change of it."""

from __future__ import annotations

from datetime import date, timedelta

from lishui_dash.demo.plan import Need
from lishui_dash.demo.rows import Rows, rows
from lishui_dash.demo.world import World

_MEDICAL_TYPES = ("designated_hospital", "fever_clinic", "primary_care")


def make(world: World, day: date) -> Rows:
    """A need is written on the day it begins; a post that closed, on the day after."""
    wanted = world.staff.needs
    begun = [need for need in wanted if need.start == day]
    spoken_of = {(need.post.id, need.shift) for need in begun}
    yesterday = day - timedelta(days=1)
    ended = [
        need
        for need in wanted
        if need.end == yesterday and (need.post.id, need.shift) not in spoken_of
    ]
    told = [*begun, *ended]
    return rows(
        len(told),
        post_id=[need.post.id for need in told],
        county_code=[need.post.place for need in told],
        shift_code=[need.shift for need in told],
        effective_from=day,
        required_n=[need.number if need.start == day else 0 for need in told],
        required_medical_n=[_medical(need, day) for need in told],
        required_police_n=0,
        post_status=["active" if need.start == day else "withdrawn" for need in told],
        lead_unit_code=[need.post.lead_unit for need in told],
    )


def _medical(need: Need, day: date) -> int:
    medical = need.post.type in _MEDICAL_TYPES and need.start == day
    return need.number if medical else 0

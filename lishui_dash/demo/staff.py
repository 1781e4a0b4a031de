"""Who stands where: a rota in which nobody works more than six days on end.

Six neighbouring places on the rota share seven people. Each day another of the seven is
off, and a place is held by one of two people only. Borrowed staff come in two teams that
change over every week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from lishui_dash.demo.plan import COMMUNITY, SHIFTS, Need, needs

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

BORROWED = ("municipal", "county", "soe")
SENT_DOWN = 12233
"""Staff sent down to the front line by 2020-02-16: Lishui's share of the province's."""
_GROUP = 6
_GOLDEN, _SILVER = 0.6180339887, 0.4142135624
"""Multiples of these, less their whole part, are spread evenly over 0 to 1."""

_MIX: dict[str, tuple[tuple[str, float], ...]] = {
    "road": (("police", 0.45), ("transport", 0.3), ("medical", 0.15), ("county", 0.1)),
    "community": (("village", 0.55), ("grid", 0.25), ("township", 0.2)),
    "isolation_point": (("medical", 0.6), ("police", 0.2), ("service", 0.2)),
    "lab": (("cdc", 0.6), ("medical", 0.4)),
    "transfer": (("medical", 0.5), ("transport", 0.5)),
    "warehouse": (("township", 1.0),),
    "command": (("county", 0.7), ("township", 0.3)),
}
_BORROWED_MIX = (("county", 0.7), ("municipal", 0.2), ("soe", 0.1))
_MEDICAL_MIX = (("medical", 1.0),)


@dataclass(frozen=True)
class Slots:
    """Every place on the rota: at which post and shift, from which day to which."""

    need: Ints
    """index into `needs`, of the first need it serves"""
    rank: Ints
    """0 for the first person of its post and shift"""
    first: Ints
    last: Ints
    """ordinals of days, both included"""
    group: Ints
    seat: Ints
    """its place in its group, 0 to 5"""


@dataclass(frozen=True)
class Groups:
    """People that share up to six places on the rota."""

    size: Ints
    teams: Ints
    first_person: Ints
    category: tuple[str, ...]


@dataclass(frozen=True)
class Staff:
    needs: tuple[Need, ...]
    slots: Slots
    groups: Groups
    people: int
    """how many; they are numbered from 0"""
    category_of: npt.NDArray[np.str_]
    place_of: npt.NDArray[np.str_]
    township_of: npt.NDArray[np.str_]
    borrowed: Mask

    def on_rota(self, day: date) -> Mask:
        """Return which slots are open that day."""
        ordinal = day.toordinal()
        open_: Mask = (self.slots.first <= ordinal) & (ordinal <= self.slots.last)
        return open_

    def person_at(self, day: date) -> Ints:
        """Return who holds each slot that day, whether it is open or not."""
        ordinal, slots, groups = day.toordinal(), self.slots, self.groups
        size = groups.size[slots.group]
        off = (ordinal + slots.group) % (size + 1)
        team = (ordinal // 7 + slots.group) % groups.teams[slots.group]
        seat = slots.seat + (slots.seat >= off)
        holders: Ints = groups.first_person[slots.group] + team * (size + 1) + seat
        return holders

    def resting(self, day: date) -> Ints:
        """Return one person off that day for each group of people."""
        ordinal, groups = day.toordinal(), self.groups
        numbers = np.arange(len(groups.size))
        off = (ordinal + numbers) % (groups.size + 1)
        team = (ordinal // 7 + numbers) % groups.teams
        found: Ints = groups.first_person + team * (groups.size + 1) + off
        return found


@cache
def staff(share: float = 1.0) -> Staff:
    wanted = needs(share)
    slots = _slots(wanted)
    order = sorted(
        range(len(slots)),
        key=lambda n: (
            wanted[slots[n][0]].post.place,
            wanted[slots[n][0]].post.type,
            wanted[slots[n][0]].post.id,
            SHIFTS.index(wanted[slots[n][0]].shift),
            slots[n][1],
        ),
    )
    columns = np.array([slots[n] for n in order], dtype=np.int64).T
    kinds = [(wanted[n].post.place, wanted[n].post.type) for n in columns[0].tolist()]
    group, seat = _grouped(kinds)
    found = Slots(columns[0], columns[1], columns[2], columns[3], group, seat)
    return _manned(wanted, found, share)


def _slots(wanted: Sequence[Need]) -> list[tuple[int, int, int, int]]:
    """Return (need, rank, first day, last day); one slot spans needs that follow on."""
    far = date(2020, 12, 31)
    spans: dict[tuple[str, str, int], tuple[int, int, int, int]] = {}
    ended: list[tuple[int, int, int, int]] = []
    for number, need in enumerate(wanted):
        if need.by_crew:
            continue
        first, last = need.start.toordinal(), (need.end or far).toordinal()
        for rank in range(need.number):
            key = (need.post.id, need.shift, rank)
            known = spans.get(key)
            if known and known[3] + 1 == first:
                spans[key] = (*known[:3], last)
                continue
            if known:
                ended.append(known)
            spans[key] = (number, rank, first, last)
    return [*ended, *spans.values()]


def _grouped(kinds: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
    group, seat = np.zeros(len(kinds), np.int64), np.zeros(len(kinds), np.int64)
    number, taken, before = -1, _GROUP, None
    for place, kind in enumerate(kinds):
        if taken == _GROUP or kind != before:
            number, taken, before = number + 1, 0, kind
        group[place], seat[place] = number, taken
        taken += 1
    return group, seat


def _manned(wanted: Sequence[Need], slots: Slots, share: float) -> Staff:
    size = np.bincount(slots.group)
    leading = np.flatnonzero(slots.seat == 0)
    posts = [wanted[n].post for n in slots.need[leading].tolist()]
    types = [post.type for post in posts]
    category = _categories(types)
    teams = np.ones(len(size), np.int64)
    in_community = np.flatnonzero([type_ in COMMUNITY for type_ in types])
    own = sum(
        int(n) + 1 for n, name in zip(size, category, strict=True) if name in BORROWED
    )
    target = SENT_DOWN if share == 1.0 else int(2.2 * share * len(in_community) * 7)
    surplus = _send_down(category, teams, size, in_community, target - own)
    people = (size + 1) * teams
    first_person = np.concatenate([[0], np.cumsum(people)[:-1]])
    category_of = np.repeat(np.array(category), people)
    borrowed = np.isin(category_of, BORROWED)
    if surplus:
        borrowed[np.flatnonzero(borrowed)[-surplus:]] = False
    return Staff(
        needs=tuple(wanted),
        slots=slots,
        groups=Groups(size, teams, first_person, tuple(category)),
        people=int(people.sum()),
        category_of=category_of,
        place_of=np.repeat(np.array([post.place for post in posts]), people),
        township_of=np.repeat(np.array([post.township or "" for post in posts]), people),
        borrowed=borrowed,
    )


def _categories(types: Sequence[str]) -> list[str]:
    found: list[str] = []
    for number, type_ in enumerate(types):
        key = "community" if type_ in COMMUNITY else type_
        key = "road" if key.endswith("_cp") or key == "station" else key
        found.append(_mixed(_MIX.get(key, _MEDICAL_MIX), number * _GOLDEN))
    return found


def _mixed(mix: Sequence[tuple[str, float]], turn: float) -> str:
    drawn, total = turn % 1, 0.0
    for name, part in mix:
        total += part
        if drawn < total:
            return name
    return mix[-1][0]


def _send_down(
    category: list[str], teams: Ints, size: Ints, groups: Ints, people: int
) -> int:
    """Turn groups into borrowed staff until so many are sent down; return the surplus."""
    order = sorted(groups.tolist(), key=lambda n: n * _SILVER * 5 % 1)
    sent = 0
    for number in order:
        if sent >= people:
            break
        category[number] = _mixed(_BORROWED_MIX, number * _SILVER)
        teams[number] = 2
        sent += 2 * (int(size[number]) + 1)
    return max(0, sent - people)

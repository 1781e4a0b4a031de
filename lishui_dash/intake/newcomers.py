"""Units, posts and communities that a file names and no register has yet.

Where the clerk says that unknown names are new, each gets a code made from the name, a
kind told by how the name ends, and its row's place. Stored, they are lines of the
reference lists, as if a list had come with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from lishui_dash.catalogue import Catalogue
from lishui_dash.catalogue.lists import posts, units
from lishui_dash.catalogue.places import CITY_LEVEL
from lishui_dash.catalogue.posts import Post
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.intake.keep import keep_rows
from lishui_dash.intake.note import formula_or_error
from lishui_dash.spec import Column, Feed, Register, UnitKind, Words
from lishui_dash.store.engine import Transaction
from lishui_dash.store.ledger import Touched

REGISTRABLE = frozenset({Register.UNIT, Register.POST, Register.COMMUNITY})
_LONGEST = 40
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"[0-9A-Za-z#号_-]+$|[(（].*[)）]$")
_KINDS = (
    (UnitKind.COMMAND, ("指挥部", "防控办", "防指", "防指办", "领导小组办公室")),
    (UnitKind.CLINIC, ("卫生院", "卫生服务中心", "卫生室", "诊所")),
    (UnitKind.HOSPITAL, ("医院", "保健院", "妇保院")),
    (UnitKind.STORE, ("库", "仓")),
    (UnitKind.TOWNSHIP, ("街道", "镇", "乡", "街道办", "办事处", "镇政府", "乡政府")),
    (UnitKind.VILLAGE, ("村", "社区", "村委会", "居委会")),
    (UnitKind.DEPARTMENT, ("局", "委", "办", "部", "委员会", "办公室", "中心", "工会")),
)
_POST_TYPES = (
    ("expressway_cp", ("高速", "出口", "收费站")),
    ("provincial_cp", ("省界", "省际")),
    ("station", ("车站", "高铁站", "客运")),
    ("isolation_point", ("隔离", "观察点")),
    ("fever_clinic", ("发热",)),
    ("designated_hospital", ("医院", "病区")),
    ("primary_care", ("卫生院", "卫生服务")),
    ("warehouse", ("仓", "库")),
    ("command", ("指挥部", "防控办")),
    ("community_gate", ("小区", "村口", "社区", "村")),
)
_OTHER_POST = "road_cp"


@dataclass(frozen=True)
class Newcomer:
    """`kind` is a unit kind, or the type of a post."""

    is_post: bool
    code: str
    name: str
    place: str
    kind: str


class Newcomers:
    """The new names of one file, each with its code."""

    def __init__(self, feed: Feed, before: Registers) -> None:
        self._feed = feed
        self._before = before
        self._found: dict[tuple[bool, str, str], Newcomer] = {}
        self._codes: set[tuple[bool, str]] = set()

    @property
    def all(self) -> tuple[Newcomer, ...]:
        return tuple(self._found.values())

    @property
    def registers(self) -> Registers:
        """The registers with the newcomers in them."""
        if not self._found:
            return self._before
        new_units, new_posts = {}, {}
        for one in self._found.values():
            words, lead = Words(one.name, ""), self._before.command_of(one.place).code
            if one.is_post:
                opened = date.min
                new_posts[one.code] = Post(
                    one.code, words, one.kind, one.place, lead, opened
                )
            else:
                kind = UnitKind(one.kind)
                new_units[one.code] = Unit(one.code, words, kind, one.place, lead)
        return Registers(
            {**self._before.units, **new_units}, {**self._before.posts, **new_posts}
        )

    def code(self, column: Column, name: str, place: str) -> str:
        """Return the code of a new name at a place, "" for the city itself."""
        is_post, at = column.refers_to is Register.POST, place or CITY_LEVEL
        known = self._found.get((is_post, name, at))
        if known is not None:
            return known.code
        kind = _post_type(name) if is_post else self._kind(column, name).value
        taken = self._before.posts if is_post else self._before.units
        is_taken = name in taken or (is_post, name) in self._codes
        code = f"{at}-{name}" if is_taken else name
        self._codes.add((is_post, code))
        self._found[is_post, name, at] = Newcomer(is_post, code, name, at, kind)
        return code

    def _kind(self, column: Column, name: str) -> UnitKind:
        """Return what sort of body it is by its name, and who may report at all."""
        if column.refers_to is Register.COMMUNITY:
            return UnitKind.VILLAGE
        bare = _NUMBERED.sub("", name) or name
        told = next((k for k, ends in _KINDS if bare.endswith(ends)), UnitKind.OTHER)
        allowed = (*self._feed.reporters, *self._feed.contributors)
        if column.name != self._feed.reporter or not allowed or told in allowed:
            return told
        return allowed[0]


def may_be_a_name(text: str) -> bool:
    """Whether a text looks like the name of a body or post: not a figure or a formula."""
    is_short = 2 <= len(text) <= _LONGEST
    return is_short and bool(_HAN.search(text)) and formula_or_error(text) is None


def keep_newcomers(
    transaction: Transaction,
    catalogue: Catalogue,
    newcomers: Iterable[Newcomer],
    delivery_no: int,
    at: datetime,
) -> tuple[Touched, ...]:
    """Write newcomers into the lists, and return what that touches."""
    found = list(newcomers)
    touched: list[Touched] = []
    for is_post, feed in ((False, units.feed), (True, posts.feed)):
        mine = [one for one in found if one.is_post == is_post]
        if not mine or feed.name not in catalogue.lists:
            continue
        rows = _rows(feed, mine, at.date())
        kept = keep_rows(transaction, feed, rows, delivery_no, at)
        touched += [Touched(feed.name, one.place, at.date()) for one in mine]
        touched += kept.touched
    return tuple(touched)


def _rows(feed: Feed, newcomers: list[Newcomer], day: date) -> pa.Table:
    code, name, kind = (
        ("post_id", "post_name", "post_type")
        if newcomers[0].is_post
        else ("unit_code", "unit_name", "kind")
    )
    told = {
        "place_code": [one.place for one in newcomers],
        code: [one.code for one in newcomers],
        name: [one.name for one in newcomers],
        kind: [one.kind for one in newcomers],
        "listed_on": [day] * len(newcomers),
        "source_row": [0] * len(newcomers),
    }
    columns = {
        column: told.get(column, [None] * len(newcomers))
        for column in (*feed.column_names, "source_row")
    }
    days = {"opened_on", "closed_on", "listed_on"}
    return pa.table(
        {
            column: pa.array(
                cells,
                pa.date32()
                if column in days
                else pa.int32()
                if column == "source_row"
                else pa.string(),
            )
            for column, cells in columns.items()
        }
    )


def _post_type(name: str) -> str:
    for type_, words in _POST_TYPES:
        if any(word in name for word in words):
            return type_
    return _OTHER_POST

"""The declarations: all are there, none contradicts another, and each field is read."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from lishui_dash import spec
from lishui_dash.catalogue import CATALOGUE, Catalogue, catalogue_of, codes
from lishui_dash.catalogue.codes import goods, people
from lishui_dash.dictionary import dictionary
from lishui_dash.errors import DeclarationError
from lishui_dash.spec import (
    Better,
    Cadence,
    Code,
    CodeList,
    Combine,
    Feed,
    Indicator,
    Kind,
    Register,
    Rollup,
    Threshold,
    Type,
    When,
    Words,
)
from tests.tables import day

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lishui_dash"
DECLARED = (PACKAGE / "spec", PACKAGE / "catalogue")

FEED = CATALOGUE.feeds["supplies_daily"]
ROLLUP = CATALOGUE.rollups["supply_burn"]
FLOOR = CATALOGUE.indicators["M07_FRONT_USE"]
"""A percentage of which higher is better."""
COLUMN = FEED.column("unit_code")
QUOTA = CATALOGUE.indicators["M09_UNAPPROVED"]
"""The only one that shows the promise 9.6; it stands on the wall."""
UNKNOWN = When("nothing", 1, Words("", ""))
BAND = (0.4, 0.6)


def assembled(
    feeds: Iterable[Feed] = CATALOGUE.feeds.values(),
    rollups: Iterable[Rollup] = CATALOGUE.rollups.values(),
    made: Callable[[Indicator], Indicator | None] = lambda indicator: indicator,
) -> Catalogue:
    """Return the catalogue put together again, some of its indicators made others."""
    return catalogue_of(
        feeds,
        rollups,
        {
            stem: (clause, [new for i in CATALOGUE.indicators_of(stem) if (new := made(i))])
            for stem, clause in CATALOGUE.clauses.items()
        },
    )


def with_feed(**changed: object) -> Catalogue:
    """Return the catalogue with a feed more: the stock report, changed."""
    other = replace(FEED, **changed)  # type: ignore[arg-type]
    return assembled(feeds=[*CATALOGUE.feeds.values(), other])


def with_indicator(indicator: Indicator, **changed: object) -> Catalogue:
    other = replace(indicator, **changed)  # type: ignore[arg-type]
    return assembled(made=lambda one: other if one is indicator else one)


def with_threshold(kind: Kind, *, better: Better, **lines: object) -> Indicator:
    threshold = Threshold(kind, Words("因", "why"), **lines)  # type: ignore[arg-type]
    return replace(FLOOR, better=better, threshold=threshold)


REFUSED: dict[str, Callable[[], object]] = {
    "code list level: a code twice": lambda: CodeList(
        "level", (Code("a", Words("", "")),) * 2
    ),
    "column unit_code: a code list and a register": lambda: replace(
        COLUMN, codes=people.UNIT_LEVEL
    ),
    "column unit_code: codes are text": lambda: replace(COLUMN, type=Type.INTEGER),
    "column unit_code: required, yet it has a default": lambda: replace(
        COLUMN, default="0"
    ),
    "feed supplies_daily: a column twice": lambda: replace(FEED, columns=FEED.columns * 2),
    "feed supplies_daily: no column lamps_n": lambda: replace(FEED, key=("lamps_n",)),
    "feed supplies_daily: no column lamps": lambda: replace(FEED, slice_by=("lamps",)),
    "feed supplies_daily: no column whoever": lambda: replace(FEED, reporter="whoever"),
    "feed supplies_daily: no column someday": lambda: replace(FEED, day="someday"),
    "feed supplies_daily: slice_by goes with REPLACE_SLICE": lambda: replace(
        FEED, slice_by=()
    ),
    "feed supplies_daily: item_code names no unit": lambda: replace(
        FEED, reporter="item_code"
    ),
    "feed supplies_daily: owed by nobody": lambda: replace(FEED, reporters=()),
    "feed supplies_daily: a rule name twice": lambda: replace(FEED, rules=FEED.all_rules),
    "rollup supply_burn: window under one day": lambda: replace(ROLLUP, window=0),
    "rollup supply_burn: the SELECT does not name $day": lambda: replace(
        ROLLUP, sql="SELECT 1"
    ),
    "clause 9: promise 10.1": lambda: replace(
        CATALOGUE.clauses["c09_form_burden"],
        promises=CATALOGUE.clauses["c10_stress"].promises,
    ),
    "indicator M07_FRONT_USE: no extra nothing": lambda: replace(
        FLOOR, threshold=replace(FLOOR.threshold, red_when=(UNKNOWN,))
    ),
    "indicator M07_FRONT_USE: reads nothing": lambda: replace(FLOOR, reads=()),
    "indicator M07_FRONT_USE: the SELECT is of no day": lambda: replace(
        FLOOR, sql="SELECT 1"
    ),
    "indicator M07_FRONT_USE: percentages are not added": lambda: replace(
        FLOOR, over_places=Combine.SUM
    ),
    "indicator M07_FRONT_USE: green and amber must both be given": lambda: with_threshold(
        Kind.FLOOR, better=Better.HIGHER, green=0.9
    ),
    "indicator M07_FRONT_USE: lower is better, the threshold a floor": lambda: replace(
        FLOOR, better=Better.LOWER
    ),
    "indicator M07_FRONT_USE: neither is better, the threshold a ceiling": lambda: (
        with_threshold(Kind.CEILING, better=Better.NEITHER, green=0.1, amber=0.2)
    ),
    "indicator M07_FRONT_USE: amber lies on the good side of green": lambda: with_threshold(
        Kind.CEILING, better=Better.LOWER, green=0.2, amber=0.1
    ),
    "indicator M07_FRONT_USE: a ZERO threshold needs lower to be better": lambda: (
        with_threshold(Kind.ZERO, better=Better.HIGHER)
    ),
    "indicator M07_FRONT_USE: both bands must be given": lambda: with_threshold(
        Kind.BAND, better=Better.NEITHER, green_band=BAND
    ),
    "indicator M07_FRONT_USE: the green band does not lie inside the amber band": lambda: (
        with_threshold(Kind.BAND, better=Better.NEITHER, green_band=(0, 1), amber_band=BAND)
    ),
    "indicator M07_FRONT_USE: a reference has no green or amber": lambda: with_threshold(
        Kind.REFERENCE, better=Better.NEITHER, amber=0.5
    ),
    "feed supplies_daily: declared twice": with_feed,
    "rollup supply_burn: declared twice": lambda: assembled(rollups=[ROLLUP, ROLLUP]),
    "indicator M07_FRONT_USE: declared twice": lambda: with_indicator(
        QUOTA, name="M07_FRONT_USE"
    ),
    "feed number 4: twice": lambda: with_feed(name="stock_again"),
    "feed lamps: no indicator reads it": lambda: with_feed(name="lamps", number=21),
    "feed lamps: no clause 11": lambda: with_feed(name="lamps", number=21, clauses=(11,)),
    "indicator M07_FRONT_USE: no promise 7.9": lambda: with_indicator(
        FLOOR, promises=("7.9",)
    ),
    "indicator M07_FRONT_USE: reads care_funds, which is not of the catalogue": lambda: (
        with_indicator(FLOOR, reads=(replace(CATALOGUE.feeds["care_funds"]),))
    ),
    "indicator M07_FRONT_USE: reads supply_burn, which is not of the catalogue": lambda: (
        with_indicator(FLOOR, reads=(replace(ROLLUP),))
    ),
    "promise 9.6: no indicator shows it": lambda: assembled(
        made=lambda one: None if one is QUOTA else one
    ),
    "clause c09_form_burden: two indicators have one place on the wall": lambda: (
        with_indicator(QUOTA, wall=1)
    ),
}
"""What the catalogue refuses, by what it then says."""


def test_the_catalogue_holds_the_whole_policy() -> None:
    assert len(CATALOGUE.feeds) == 20
    assert sum(len(feed.columns) for feed in CATALOGUE.feeds.values()) == 278
    assert len(CATALOGUE.indicators) == 40
    assert sum(len(clause.promises) for clause in CATALOGUE.clauses.values()) == 46


def test_the_catalogue_as_it_stands_contradicts_nothing() -> None:
    assert assembled() == CATALOGUE


@pytest.mark.parametrize("said", REFUSED)
def test_a_contradiction_is_refused_and_named(said: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        REFUSED[said]()
    assert said in str(refused.value).split("; ")


def test_two_code_lists_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goods, "AGAIN", CodeList("unit_of_measure", ()), raising=False)
    with pytest.raises(DeclarationError, match="code list unit_of_measure: declared twice"):
        codes._by_name()


def refusals() -> Iterator[str]:
    """Yield, as a pattern, every sentence with which a declaration may be refused."""
    for path in [*sorted(DECLARED[0].glob("*.py")), DECLARED[1] / "__init__.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Raise(exc=ast.Call(args=[ast.JoinedStr() as said])):
                    yield pattern(said)
                case ast.Assign(targets=[ast.Name("fault")], value=said) if said:
                    yield f"indicator .+: {pattern(said)}"
                case ast.FunctionDef(name="_contradictions"):
                    found = (n for n in ast.walk(node) if isinstance(n, ast.JoinedStr))
                    yield from map(pattern, found)


def pattern(said: ast.expr) -> str:
    if isinstance(said, ast.JoinedStr):
        return "".join(map(pattern, said.values))
    return re.escape(str(said.value)) if isinstance(said, ast.Constant) else ".+"


@pytest.mark.parametrize("said", sorted(set(refusals())))
def test_every_refusal_that_is_written_has_its_case(said: str) -> None:
    assert any(re.fullmatch(said, case) for case in REFUSED)


def fields() -> Iterator[tuple[str, str]]:
    for found in pkgutil.iter_modules(spec.__path__):
        module = importlib.import_module(f"{spec.__name__}.{found.name}")
        for name, declared in vars(module).items():
            own = isinstance(declared, type) and declared.__module__ == module.__name__
            if own and dataclasses.is_dataclass(declared):
                yield from ((name, field.name) for field in dataclasses.fields(declared))


@cache
def attributes_read() -> frozenset[str]:
    """Return every attribute that the program reads outside of the declarations."""
    return frozenset(
        node.attr
        for path in PACKAGE.rglob("*.py")
        if not any(path.is_relative_to(folder) for folder in DECLARED)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    )


@pytest.mark.parametrize(("declaration", "field"), fields())
def test_what_is_declared_is_read(declaration: str, field: str) -> None:
    assert field in attributes_read(), f"{declaration}.{field} is read by nothing"


def test_the_dictionary_in_the_repository_is_the_one_that_is_made() -> None:
    written = (ROOT / "data" / "README.md").read_text("utf-8")
    assert written == dictionary(), "run: python -m lishui_dash dictionary"


# 2020-02-05 was a Wednesday.
DUE = """
personnel_roster      | 02-05 | 02-06 10:00
personnel_deployment  | 02-05 | 02-06 08:30
post_requirements     | 02-05 | 02-05 18:00
supplies_daily        | 02-05 | 02-06 08:00
supplies_daily        | 02-29 | 03-01 08:00
party_registration    | 02-05 | 02-06 17:00
volunteer_checkins    | 02-05 | 02-06 09:00
form_burden_daily     | 02-05 | 02-06 09:00
checkpoint_logistics  | 02-05 | 02-06 09:00
insurance             | 02-05 | 02-06 17:00
fault_tolerance_cases | 02-05 | 02-10 12:00
fault_tolerance_cases | 02-09 | 02-10 12:00
fault_tolerance_cases | 02-10 | 02-17 12:00
incentive_records     | 02-05 | 02-07 17:00
incentive_records     | 02-07 | 02-07 17:00
incentive_records     | 02-08 | 02-14 17:00
"""
CASES = [[c.strip() for c in row.split("|")] for row in DUE.strip().splitlines()]


@pytest.mark.parametrize(("name", "of", "due"), CASES)
def test_a_report_is_due_when_the_policy_says(name: str, of: str, due: str) -> None:
    expected = datetime.fromisoformat(f"2020-{due}")
    assert CATALOGUE.feeds[name].due_at(day(of)) == expected


def test_every_feed_that_is_owed_has_a_deadline_among_the_cases() -> None:
    owed = {f.name for f in CATALOGUE.feeds.values() if f.cadence is not Cadence.EVENT}
    assert {name for name, _, _ in CASES} == owed

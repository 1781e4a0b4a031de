"""The declarations: all are there, none contradicts another, and each field is read."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lishui_dash import spec
from lishui_dash.catalogue import (
    CATALOGUE,
    Catalogue,
    catalogue_of,
    codes,
    measures,
    workbooks,
)
from lishui_dash.catalogue.codes import goods, people
from lishui_dash.dictionary import dictionary
from lishui_dash.errors import DeclarationError
from lishui_dash.spec import Better, CodeList, Feed, Indicator, Kind, Threshold
from lishui_dash.store.schema import tables
from tests.tables import day, moment

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lishui_dash"
DECLARED = (PACKAGE / "spec", PACKAGE / "catalogue")
FAULTS = PACKAGE / "spec" / "threshold_faults.py"

FEED = CATALOGUE.feeds["supplies_daily"]
COLUMN = FEED.column("unit_code")
ROLLUP = CATALOGUE.rollups["supply_burn"]
SHARE = CATALOGUE.indicators["M07_FRONT_USE"]
"""A percentage of which higher is better."""
NOMINEES = CATALOGUE.indicators["M02_BAD_NOMINATION"]
"""A count of persons whose rows are restricted; it stands on the wall."""
CONSENT = CATALOGUE.indicators["M09_UNAPPROVED"]
"""The only one that shows the promise 9.6; it stands on the wall."""
CLAUSE = CATALOGUE.clauses["c09_form_burden"]
RULE = next(rule for rule in FEED.all_rules if rule.rejects)
MEASURE = measures.SUPPLIES_CAME
BOOK = workbooks.TOWNSHIP_DAY
OTHER_SHEET = spec.WorkbookSheet("点位", CATALOGUE.feeds["post_requirements"])
HIGHER, LOWER = Better.HIGHER, Better.LOWER
LAMPS = spec.When("lamps", 1, FEED.words)
STEPS: dict[str, Any] = {"green": 1, "amber": 2}
BANDS: dict[str, Any] = {"green_band": (0, 3), "amber_band": (1, 2)}
NEW: dict[str, Any] = {"name": "lamps", "number": 21}


def line(kind: Kind, better: Better = Better.NEITHER, **lines: Any) -> dict[str, Any]:
    return {"better": better, "threshold": Threshold(kind, FEED.words, **lines)}


ALONE: list[tuple[Any, str, dict[str, Any]]] = [
    (people.UNIT_LEVEL, "a code twice", {"codes": people.UNIT_LEVEL.codes * 2}),
    (COLUMN, "a code list and a register", {"codes": people.UNIT_LEVEL}),
    (COLUMN, "codes are text", {"type": spec.Type.INTEGER}),
    (COLUMN, "required, yet it has a default", {"default": "'NONE'"}),
    (
        COLUMN,
        "derived, yet it has a default",
        {"required": False, "derived": "1", "default": "0"},
    ),
    (RULE, "rejects, so no reason can help", {"needs_reason": True}),
    (FEED, "a column twice", {"columns": FEED.columns * 2}),
    (FEED, "no column lamp_no", {"key": ("lamp_no",)}),
    (FEED, "no column lamp", {"slice_by": ("lamp",)}),
    (FEED, "no column whoever", {"reporter": "whoever"}),
    (FEED, "no column some_day", {"day": "some_day"}),
    (FEED, "slice_by goes with REPLACE_SLICE", {"slice_by": ()}),
    (FEED, "slice_by goes with REPLACE_SLICE", {"load": spec.Load.UPSERT}),
    (FEED, "item_code names no unit", {"reporter": "item_code"}),
    (FEED, "owed by nobody", {"reporters": ()}),
    (FEED, "a rule name twice", {"rules": FEED.all_rules}),
    (FEED, "remark is no figure to compare", {"watched": ("remark",)}),
    (FEED, "lamps_n is no figure to compare", {"chained": ("opening_qty", "lamps_n")}),
    (FEED, "evidence of nobody", {"evidence": "TRUE"}),
    (FEED, "nothing to tell its series apart", {"key": ("unit_code", "item_code")}),
    (MEASURE, "no column lamps_n", {"at": "lamps_n"}),
    (MEASURE, "is not reported by places", {"feed": FEED, "at": "report_date"}),
    (ROLLUP, "window under one day", {"window": 0}),
    (ROLLUP, "the SELECT does not name $day", {"sql": "SELECT 1"}),
    (BOOK, "a sheet twice", {"sheets": BOOK.sheets * 2}),
    (BOOK, "township may not send post_requirements", {"sheets": (OTHER_SHEET,)}),
    (CLAUSE, "promise 10.1", {"promises": CATALOGUE.clauses["c10_stress"].promises}),
    (SHARE, "no extra lamps", line(Kind.REFERENCE, red_when=(LAMPS,))),
    (SHARE, "no extra lamps", line(Kind.REFERENCE, amber_when=(LAMPS,))),
    (SHARE, "reads nothing", {"reads": ()}),
    (SHARE, "the SELECT is of no day", {"sql": "SELECT 1"}),
    (SHARE, "LEAST is for extras", {"over_places": spec.Combine.LEAST}),
    (SHARE, "percentages are not added", {"over_places": spec.Combine.SUM}),
    (NOMINEES, "the wall tells small numbers", {"suppress_small": False}),
    (NOMINEES, "is not restricted anyway", {"is_published": True}),
    (SHARE, "is not restricted anyway", {"is_published": True}),
    (SHARE, "green and amber must both be given", line(Kind.FLOOR, HIGHER, green=1)),
    (SHARE, "lower is better, the threshold a floor", {"better": LOWER}),
    (SHARE, "neither is better, the threshold a ceiling", line(Kind.CEILING, **STEPS)),
    (
        SHARE,
        "amber lies on the good side of green: lower amber, or raise green",
        line(Kind.FLOOR, HIGHER, **STEPS),
    ),
    (
        SHARE,
        "amber lies on the good side of green: raise amber, or lower green",
        line(Kind.CEILING, LOWER, green=2, amber=1),
    ),
    (
        SHARE,
        "critical must lie below amber: lower it, or leave it empty",
        line(Kind.FLOOR, HIGHER, green=1, amber=0.5, critical=0.5),
    ),
    (
        SHARE,
        "critical must lie above amber: raise it, or leave it empty",
        line(Kind.CEILING, LOWER, green=0, amber=0.5, critical=0.4),
    ),
    (SHARE, "a ZERO threshold needs lower to be better", line(Kind.ZERO, HIGHER)),
    (SHARE, "the critical line must lie above 0", line(Kind.ZERO, LOWER, critical=0)),
    (
        SHARE,
        "both bands must be given, each with both ends",
        line(Kind.BAND, green_band=(0, 1)),
    ),
    (
        SHARE,
        "the green band ends before it begins: swap its ends",
        line(Kind.BAND, green_band=(1, 0), amber_band=(0, 1)),
    ),
    (
        SHARE,
        "the green band does not lie inside the amber band: widen amber, or narrow green",
        line(Kind.BAND, **BANDS),
    ),
    (SHARE, "a reference has no green or amber", line(Kind.REFERENCE, amber=1)),
    (
        SHARE,
        "the reference line must lie between 0 and 100%",
        line(Kind.REFERENCE, reference=1.5),
    ),
    (
        SHARE,
        "the reference line must not have more decimals than 1",
        line(Kind.REFERENCE, reference=0.12345),
    ),
    (
        CATALOGUE.indicators["M06_FAMILY_NEED"],
        "the amber line must be a whole number",
        line(Kind.CEILING, LOWER, green=0, amber=1.5),
    ),
]
"""Changes that a declaration refuses, and what it says of them."""


def assembled(
    feeds: Iterable[Feed] = CATALOGUE.feeds.values(),
    rollups: Iterable[spec.Rollup] = CATALOGUE.rollups.values(),
    made: Callable[[Indicator], Indicator | None] = lambda indicator: indicator,
    lists: Iterable[Feed] = CATALOGUE.lists.values(),
) -> Catalogue:
    """Return the catalogue put together again, some of its indicators made others."""
    clauses = {
        stem: (clause, [new for i in CATALOGUE.indicators_of(stem) if (new := made(i))])
        for stem, clause in CATALOGUE.clauses.items()
    }
    return catalogue_of(feeds, rollups, clauses, lists)


def with_feed(**changed: Any) -> Catalogue:
    """Return the catalogue with one feed more: the report of stocks, changed."""
    return assembled([*CATALOGUE.feeds.values(), replace(FEED, **changed)])


def changing(indicator: Indicator, **changed: Any) -> Catalogue:
    other = replace(indicator, **changed)
    return assembled(made=lambda one: other if one is indicator else one)


TOGETHER: dict[str, Callable[[], Catalogue]] = {
    "feed supplies_daily: declared twice": with_feed,
    "rollup supply_burn: declared twice": lambda: assembled(rollups=[ROLLUP, ROLLUP]),
    "indicator M07_FRONT_USE: declared twice": lambda: changing(CONSENT, name=SHARE.name),
    "feed number 4: twice": lambda: with_feed(name="lamps"),
    "list supplies_daily: a feed or rollup has this name": lambda: assembled(lists=[FEED]),
    "feed lamps: no indicator reads it": lambda: with_feed(**NEW),
    "feed lamps: no clause 11": lambda: with_feed(**NEW, clauses=(11,)),
    "feed supply_burn: a rollup has this name": lambda: with_feed(
        **NEW | {"name": "supply_burn"}
    ),
    "feed lamps: code list lamps is not in codes": lambda: with_feed(
        **NEW,
        columns=tuple(
            replace(c, codes=CodeList("lamps", ())) if c.codes else c for c in FEED.columns
        ),
    ),
    "indicator M07_FRONT_USE: no promise 7.9": lambda: changing(SHARE, promises=("7.9",)),
    "indicator M07_FRONT_USE: reads supplies_daily, which is not of the catalogue": (
        lambda: changing(SHARE, reads=(replace(FEED),))
    ),
    "promise 9.6: no indicator shows it": lambda: changing(CONSENT, promises=("9.5",)),
    "clause c09_form_burden: two indicators have one place on the wall": (
        lambda: changing(CONSENT, wall=1)
    ),
}
"""What contradicts another declaration."""


def test_the_catalogue_holds_the_whole_policy() -> None:
    assert len(CATALOGUE.feeds) == 20
    assert sum(len(feed.columns) for feed in CATALOGUE.feeds.values()) == 278
    assert len(CATALOGUE.indicators) == 40 + 2, "and what the product itself costs"
    assert sum(len(clause.promises) for clause in CATALOGUE.clauses.values()) == 46


def test_the_catalogue_as_it_stands_contradicts_nothing() -> None:
    assert assembled() == CATALOGUE


@pytest.mark.parametrize(("declared", "said", "changed"), ALONE)
def test_what_contradicts_itself_is_refused(
    declared: Any, said: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(DeclarationError) as refused:
        replace(declared, **changed)
    assert str(refused.value) == sentence(declared, said)


@pytest.mark.parametrize("said", TOGETHER)
def test_what_contradicts_another_declaration_is_refused(said: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        TOGETHER[said]()
    assert said in str(refused.value).split("; ")


def sentence(declared: Any, said: str) -> str:
    kind = re.sub(r"\B(?=[A-Z])", " ", type(declared).__name__).lower()
    return f"{kind} {getattr(declared, 'name', CLAUSE.number)}: {said}"


@pytest.mark.parametrize("name", ["unit", "delivery", "place"])
def test_a_feed_named_like_a_table_of_the_store_is_refused(name: str) -> None:
    feeds = {**CATALOGUE.feeds, name: replace(FEED, name=name)}
    with pytest.raises(DeclarationError, match=f"{name}: the store has a table"):
        tables(replace(CATALOGUE, feeds=feeds))


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
                case ast.Call(func=ast.Name("Words"), args=[_, said]) if path == FAULTS:
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
    cases = [*TOGETHER, *(sentence(declared, told) for declared, told, _ in ALONE)]
    assert any(re.fullmatch(said, case) for case in cases)


def declared_fields() -> Iterator[tuple[str, str]]:
    for found in pkgutil.iter_modules(spec.__path__):
        module = importlib.import_module(f"{spec.__name__}.{found.name}")
        for name, declared in vars(module).items():
            own = isinstance(declared, type) and declared.__module__ == module.__name__
            if own and is_dataclass(declared):
                yield from ((name, field.name) for field in fields(declared))


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


@pytest.mark.parametrize(("declaration", "field"), list(declared_fields()))
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
supplies_daily        | 02-29 | 03-01 08:00
party_registration    | 02-05 | 02-06 17:00
volunteer_checkins    | 02-05 | 02-06 09:00
form_burden_daily     | 02-05 | 02-06 09:00
checkpoint_logistics  | 02-05 | 02-06 09:00
insurance             | 02-05 | 02-06 17:00
fault_tolerance_cases | 02-05 | 02-10 12:00
fault_tolerance_cases | 02-09 | 02-10 12:00
fault_tolerance_cases | 02-10 | 02-17 12:00
incentive_records     | 02-07 | 02-07 17:00
incentive_records     | 02-08 | 02-14 17:00
"""
CASES = [[c.strip() for c in row.split("|")] for row in DUE.strip().splitlines()]


@pytest.mark.parametrize(("name", "of", "due"), CASES)
def test_a_report_is_due_when_the_policy_says(name: str, of: str, due: str) -> None:
    assert CATALOGUE.feeds[name].due_at(day(of)) == moment(due)

"""THE facts: places, code lists, feeds, rollups, clauses with their indicators.

A module of `feeds` is a feed, one of `rollups` a rollup, one of `clauses` a clause with
its indicators, one of `lists` a reference list: they are found, never listed. What
contradicts itself is refused here, at import, so that no program starts on it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import TypeVar

from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.errors import DeclarationError
from lishui_dash.spec import Clause, Feed, Group, Indicator, PromiseKind, Rollup

_Named = TypeVar("_Named", Feed, Rollup, Indicator)

__all__ = ["CATALOGUE", "CLAUSES", "INDICATORS", "Catalogue", "catalogue_of"]


@dataclass(frozen=True)
class Catalogue:
    """All declarations. `clauses` are by stem (c08_safety), `stems` say whose an
    indicator is; everything else is by its own name, in the order of declaration. `lists`
    are the reference lists: like feeds, but nobody owes them."""

    feeds: Mapping[str, Feed]
    rollups: Mapping[str, Rollup]
    clauses: Mapping[str, Clause]
    indicators: Mapping[str, Indicator]
    stems: Mapping[str, str]
    lists: Mapping[str, Feed]

    @cached_property
    def deliverable(self) -> Mapping[str, Feed]:
        """Whatever can be handed in: the feeds, and the reference lists behind them."""
        return {**self.feeds, **self.lists}

    def indicators_of(self, stem: str) -> tuple[Indicator, ...]:
        """Return the indicators declared beside a clause."""
        return tuple(i for name, i in self.indicators.items() if self.stems[name] == stem)

    def indicators_showing(self, number: str) -> tuple[Indicator, ...]:
        """Return the indicators, of any clause, that show the promise of this number."""
        return tuple(i for i in self.indicators.values() if number in i.promises)

    def indicators_reading(self, feed: Feed) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators.values() if feed in i.feeds)

    def is_lean(self, indicator: Indicator) -> bool:
        """Whether every promise it shows is a preference: then it is never red."""
        kinds = {self._kinds[number] for number in indicator.promises}
        return kinds == {PromiseKind.LEAN}

    @cached_property
    def _kinds(self) -> Mapping[str, PromiseKind]:
        promises = [p for clause in self.clauses.values() for p in clause.promises]
        return {promise.number: promise.kind for promise in promises}


def catalogue_of(
    feeds: Iterable[Feed],
    rollups: Iterable[Rollup],
    clauses: Mapping[str, tuple[Clause, Iterable[Indicator]]],
    lists: Iterable[Feed] = (),
) -> Catalogue:
    """Return the declarations together. Raises DeclarationError where they contradict."""
    found_feeds = _by_name("feed", sorted(feeds, key=lambda feed: feed.number))
    ordered = dict(sorted(clauses.items(), key=lambda pair: _order(pair[1][0])))
    indicators = {stem: tuple(declared) for stem, (_, declared) in ordered.items()}
    found = Catalogue(
        found_feeds,
        _by_name("rollup", rollups),
        {stem: clause for stem, (clause, _) in ordered.items()},
        _by_name("indicator", [i for declared in indicators.values() for i in declared]),
        {i.name: stem for stem, declared in indicators.items() for i in declared},
        _by_name("list", sorted(lists, key=lambda feed: feed.number)),
    )
    faults = list(_contradictions(found))
    if faults:
        raise DeclarationError("; ".join(faults))
    return found


def _order(clause: Clause) -> tuple[bool, int]:
    """The clauses of the policy by number, then what is not of the policy."""
    return clause.group is Group.DATA, clause.number


def _by_name(kind: str, declared: Iterable[_Named]) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for one in declared:
        if one.name in found:
            raise DeclarationError(f"{kind} {one.name}: declared twice")
        found[one.name] = one
    return found


def _contradictions(catalogue: Catalogue) -> Iterator[str]:
    numbers = [feed.number for feed in catalogue.feeds.values()]
    yield from (f"feed number {n}: twice" for n in set(numbers) if numbers.count(n) > 1)
    known = {p.number: p for clause in catalogue.clauses.values() for p in clause.promises}
    for name, indicator in catalogue.indicators.items():
        unknown = [number for number in indicator.promises if number not in known]
        yield from (f"indicator {name}: no promise {number}" for number in unknown)
        for read in indicator.reads:
            declared: Mapping[str, Feed | Rollup] = (
                catalogue.feeds if isinstance(read, Feed) else catalogue.rollups
            )
            if declared.get(read.name) is not read:
                yield f"indicator {name}: reads {read.name}, which is not of the catalogue"
    shown = {number for i in catalogue.indicators.values() for number in i.promises}
    yield from (f"promise {n}: no indicator shows it" for n in known if n not in shown)
    for name, feed in catalogue.feeds.items():
        if not catalogue.indicators_reading(feed):
            yield f"feed {name}: no indicator reads it"
        clauses = {clause.number for clause in catalogue.clauses.values()}
        yield from (f"feed {name}: no clause {n}" for n in feed.clauses if n not in clauses)
        if name in catalogue.rollups:
            yield f"feed {name}: a rollup has this name"
        for column in feed.columns:
            # What a cell may say is known of the lists in `codes` alone.
            if column.codes and CODE_LISTS.get(column.codes.name) is not column.codes:
                yield f"feed {name}: code list {column.codes.name} is not in codes"
    for name in catalogue.lists:
        if name in catalogue.feeds or name in catalogue.rollups:
            yield f"list {name}: a feed or rollup has this name"
    for stem in catalogue.clauses:
        walls = [i.wall for i in catalogue.indicators_of(stem) if i.wall is not None]
        if len(set(walls)) < len(walls):
            yield f"clause {stem}: two indicators have one place on the wall"


def _modules(package: str) -> Iterator[ModuleType]:
    path = importlib.import_module(package).__path__
    for found in sorted(pkgutil.iter_modules(path), key=lambda module: module.name):
        yield importlib.import_module(f"{package}.{found.name}")


def _clause(module: ModuleType) -> tuple[Clause, tuple[Indicator, ...]]:
    declared = [value for value in vars(module).values() if isinstance(value, Indicator)]
    return module.clause, tuple(declared)


CATALOGUE = catalogue_of(
    [module.feed for module in _modules(f"{__name__}.feeds")],
    [module.rollup for module in _modules(f"{__name__}.rollups")],
    {
        module.__name__.rpartition(".")[2]: _clause(module)
        for module in _modules(f"{__name__}.clauses")
    },
    [
        module.feed
        for module in _modules(f"{__name__}.lists")
        if isinstance(getattr(module, "feed", None), Feed)
    ],
)
CLAUSES = CATALOGUE.clauses
INDICATORS = CATALOGUE.indicators

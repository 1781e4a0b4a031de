"""A clause: one of the ten promises of 5 February 2020, and the sentences it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lishui_dash.errors import DeclarationError
from lishui_dash.words import Words


class Group(Enum):
    INCENTIVE = "incentive"
    GUARANTEE = "guarantee"
    REDUCTION = "reduction"
    DATA = "data"
    """not of the policy: whether the numbers can be trusted"""


class PromiseKind(Enum):
    HARD = "HARD"
    """a rule that can be checked"""
    DUTY = "DUTY"
    """something must be provided"""
    LEAN = "LEAN"
    """a preference: evidence only, never red"""


@dataclass(frozen=True)
class Promise:
    """One sentence of the policy, in its own words, and what shows it is kept."""

    number: str
    quote: Words
    kind: PromiseKind
    shown_by: Words
    check: Words
    owner: Words
    frequency: str = "daily"


@dataclass(frozen=True)
class Clause:
    """One of the ten, with its promises. Which indicators show a promise, they say."""

    number: int
    group: Group
    words: Words
    summary: Words
    icon: str
    promises: tuple[Promise, ...]

    def __post_init__(self) -> None:
        for promise in self.promises:
            if promise.number.split(".")[0] != str(self.number):
                raise DeclarationError(f"clause {self.number}: promise {promise.number}")

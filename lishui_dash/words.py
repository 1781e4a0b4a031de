"""One thing said in the three languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A text in Simplified Chinese, Traditional Chinese and English.

    `hant` may be left empty where nobody has written it: the edge of the program then
    shows what OpenCC makes of `hans`.
    """

    hans: str
    en: str
    hant: str = ""

    def __str__(self) -> str:
        return self.hans

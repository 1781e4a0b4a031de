"""What is said to a viewer, in the language the viewer chose.

The texts of the interface stand in `texts/*.csv` (key, hans, hant, en), one file for
each part of the program; what the catalogue says comes as `Words`. Where nobody has
written the Traditional Chinese, OpenCC makes it from the Simplified.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

import opencc

from lishui_dash.errors import DeclarationError
from lishui_dash.words import Words

Lang = Literal["hans", "hant", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
TEXTS = Path(__file__).parent / "texts"


def say(words: Words, lang: Lang) -> str:
    """Return the text of `words` in one language."""
    if lang == "en":
        # A unit that a list has added may have no English name.
        return words.en or words.hans
    if lang == "hant":
        return words.hant or _traditional(words.hans)
    return words.hans


def text(key: str, lang: Lang, **values: object) -> str:
    """Return a text of the interface with its `{name}` places filled in.

    English says `{name|row|rows}` where a noun follows its number: "1 row", "2 rows".
    Raises KeyError when the texts have no such key.
    """
    said = say(texts()[key], lang)
    if "|" in said:
        said = _COUNTED.sub(lambda found: _counted(found, values), said)
    return said.format(**values)


_COUNTED = re.compile(r"{(\w+)\|([^|}]+)\|([^|}]+)}")


def _counted(found: re.Match[str], values: Mapping[str, object]) -> str:
    name, one, more = found.groups()
    return f"{{{name}}} {one if str(values[name]) == '1' else more}"


@cache
def texts() -> Mapping[str, Words]:
    """Return every text of the interface by its key."""
    found: dict[str, Words] = {}
    for path in sorted(TEXTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["key"] in found:
                    raise DeclarationError(f"{path.name}: the text {row['key']} twice")
                found[row["key"]] = Words(row["hans"], row["en"], row["hant"] or "")
    return found


@lru_cache(maxsize=20_000)
def _traditional(hans: str) -> str:
    converted: str = _converter().convert(hans)
    return converted


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")

"""What is said to viewers is said in every language, and nothing is written for nobody.

Keys are found in the sources: written out, or put together from a beginning and a name,
as in `text(f"status.{status.value}")`. What names there are, FAMILIES says from the
declarations; where a name stands in the same module, the module says it.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import opencc
import pytest

import lishui_dash
from lishui_dash import spec
from lishui_dash.catalogue import CATALOGUE, CLAUSES
from lishui_dash.intake.receive import How
from lishui_dash.readings.reading import Status
from lishui_dash.readings.rows import LeftOut
from lishui_dash.views.depth import EventKind
from lishui_dash.views.languages import LANGS, TEXTS, say, text, texts
from lishui_dash.words import Words

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [*sorted((ROOT / "lishui_dash").rglob("*.py")), *PAGES]
FILES = sorted(TEXTS.glob("*.csv"))

CADENCES = {cadence.value for cadence in spec.Cadence}
FAMILIES = {
    "audience.": {audience.value for audience in spec.Audience},
    "better.": {better.value for better in spec.Better},
    "cadence.": CADENCES,
    "clause_status.": {status.value for status in Status},
    "dictionary.due.": CADENCES,
    "event.": {EventKind.LATE.value, EventKind.CORRECTED.value},
    "event.sign.": {kind.value for kind in EventKind},
    "formula.": {one.over_places.value for one in CATALOGUE.indicators.values()},
    "frequency.": {one.frequency for clause in CLAUSES.values() for one in clause.promises},
    "how.": {how.value for how in How},
    "kept.about.": {about.value for about in spec.About},
    "kept.seen_by.": {about.value for about in spec.About},
    "lang.": set(LANGS),
    "mode.": {"first", "late", "correction", "update", "void", "undo", "repeat"},
    "page.": {path.stem for path in PAGES} - set(CLAUSES),
    "privacy.": {privacy.name for privacy in spec.Privacy},
    "promise.": {kind.value for kind in spec.PromiseKind},
    "register.": {register.value for register in spec.Register},
    "rows.left_out.": {why.value for why in LeftOut},
    "section.": {group.value for group in spec.Group},
    "status.": {status.value for status in Status},
    "tier.": {tier.value for tier in spec.Tier},
    "type.": {kind.name for kind in spec.Type},
}
OWN_NAMES = ("lang.", "choice.lang")
"""A language is called by its own name, whatever the language of the page."""
TYPED = "lishui_dash.intake."
"""A remedy says what is to be typed into a cell: 是 or 否, 身份证."""

CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_MARKS = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
PLACE = re.compile(r"{(\w+)[|}]")
ENDINGS = (".css", ".csv", ".js", ".py", ".svg", ".xlsx")


@dataclass(frozen=True)
class Source:
    """`beginnings`: what keys begin with, and whether a name of the module follows.
    `ends`: what is put after whole keys."""

    path: Path
    strings: frozenset[str]
    beginnings: frozenset[tuple[str, bool]]
    ends: frozenset[str]
    lists: tuple[tuple[str, ...], ...]


@cache
def sources() -> tuple[Source, ...]:
    return tuple(map(_source, SOURCES))


def _source(path: Path) -> Source:
    tree = ast.parse(path.read_text("utf-8"))
    pieces = {
        id(piece)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for piece in node.values
    }
    strings, beginnings, ends, lists = set(), set(), set(), []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(said)) if id(node) not in pieces:
                strings.add(said)
            case ast.JoinedStr(values=[ast.Constant(value=str(said)), named, *_]):
                if _is_of_texts(f"{said}x"):
                    assert isinstance(named, ast.FormattedValue)
                    beginnings.add((said, isinstance(named.value, ast.Name)))
            case ast.JoinedStr(
                values=[ast.FormattedValue(), ast.Constant(value=str(said))]
            ):
                ends.add(said)
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                told = tuple(e.value for e in elements if isinstance(e, ast.Constant))
                if len(told) == len(elements) > 1:
                    lists.append(tuple(map(str, told)))
    return Source(
        *(path, frozenset(strings), frozenset(beginnings), frozenset(ends), tuple(lists))
    )


@cache
def _namespaces() -> frozenset[str]:
    return frozenset(key.partition(".")[0] for key in texts() if "." in key)


def _is_of_texts(said: str) -> bool:
    if said in texts():
        return True
    is_key = re.fullmatch(r"[a-z_]+(\.\w+)*\.\w+", said) and not said.endswith(ENDINGS)
    return bool(is_key) and said.partition(".")[0] in _namespaces()


def _members(source: Source, beginning: str) -> set[str]:
    """Return the names that a module puts after the beginning of a key."""
    known = {key.removeprefix(beginning) for key in texts() if key.startswith(beginning)}
    together = {name for told in source.lists if known & set(told) for name in told}
    return together | (known & source.strings)


def keys_used() -> Iterator[tuple[str, str]]:
    """Yield every key that a source uses, with the source."""
    for source in sources():
        name = str(source.path.relative_to(ROOT))
        yield from ((said, name) for said in source.strings if _is_of_texts(said))
        for beginning, is_named in source.beginnings:
            members = FAMILIES.get(beginning)
            if members is None:
                assert is_named, f"{name}: FAMILIES must say what follows {beginning}"
                members = _members(source, beginning)
            yield from ((beginning + member, name) for member in members)


def test_every_text_that_is_used_is_written() -> None:
    assert sorted(f"{key} ({of})" for key, of in keys_used() if key not in texts()) == []


def test_every_text_that_is_written_is_used() -> None:
    used = {key for key, _ in keys_used()}
    used |= {key + end for key in used for source in sources() for end in source.ends}
    assert sorted(set(texts()) - used) == []


def test_every_family_of_keys_is_used() -> None:
    beginnings = {said for source in sources() for said, _ in source.beginnings}
    assert set(FAMILIES) - beginnings == set()


@pytest.mark.parametrize("key", texts())
def test_a_text_fills_the_same_places_in_every_language(key: str) -> None:
    words = texts()[key]
    places = [set(PLACE.findall(say(words, lang))) for lang in LANGS]
    assert places[0] == places[1] == places[2]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_traditional_chinese_is_written_only_where_it_is_not_what_is_made(
    path: Path,
) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = [row["key"] for row in rows if row["hant"] == _traditional(row["hans"])]
    assert made == []


def test_traditional_chinese_is_made_where_nobody_wrote_it() -> None:
    assert say(Words("数据截至", "as of"), "hant") == "數據截至"
    assert say(Words("云和", "Yunhe", "雲和"), "hant") == "雲和"
    assert text("status.amber", "hant") == "需關注"


def every_words() -> Iterator[tuple[str, Words]]:
    """Yield every text of the interface and every declared one, with where it stands."""
    yield from ((key, words) for key, words in texts().items())
    for module in walk_packages(lishui_dash.__path__, "lishui_dash."):
        if not module.name.startswith(("lishui_dash.ui", "lishui_dash.__")):
            for name, value in vars(import_module(module.name)).items():
                yield from _words_in(value, f"{module.name}.{name}", set())


def _words_in(value: object, at: str, seen: set[int]) -> Iterator[tuple[str, Words]]:
    if id(value) in seen or isinstance(value, type):
        return
    seen.add(id(value))
    if isinstance(value, Words):
        yield at, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _words_in(one, f"{at}[{key}]", seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _words_in(one, at, seen)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words_in(getattr(value, field.name), f"{at}.{field.name}", seen)


@cache
def said_by_whom() -> dict[Words, str]:
    return {words: at for at, words in every_words()}


def wrong(is_wrong: Callable[[Words], object]) -> list[str]:
    said = said_by_whom().items()
    found = (f"{at}: {one.hans} | {one.en}" for one, at in said if is_wrong(one))
    return sorted(found)


def _is_of_own_name(words: Words) -> bool:
    return said_by_whom()[words].startswith(OWN_NAMES)


def _may_quote(words: Words) -> bool:
    return said_by_whom()[words].startswith((*OWN_NAMES, TYPED))


def test_everything_is_said_in_chinese_and_in_english() -> None:
    assert wrong(lambda words: not words.hans.strip() or not words.en.strip()) == []


def test_english_holds_no_chinese() -> None:
    assert wrong(lambda w: CHINESE.search(w.en) and not _may_quote(w)) == []
    assert wrong(lambda words: CHINESE_MARKS.search(words.en)) == []


def test_english_has_single_spaces_and_no_space_before_a_comma() -> None:
    assert wrong(lambda words: re.search(r"  | [,.;:!?](?: |$)", words.en)) == []


def test_traditional_chinese_holds_no_simplified_character() -> None:
    assert wrong(lambda w: simplified(say(w, "hant")) and not _is_of_own_name(w)) == []


def simplified(said: str) -> list[str]:
    """Return the characters of a text that are written in Simplified Chinese alone.

    Big5 holds the characters that Traditional Chinese is written with.
    """
    return [c for c in said if not _is_in_big5(c) and _traditional(c) != c]


def _is_in_big5(character: str) -> bool:
    try:
        character.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _traditional(said: str) -> str:
    return str(_converter().convert(said))

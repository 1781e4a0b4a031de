"""Anything is found by its name, its code, its pinyin or the initials alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pypinyin import Style, lazy_pinyin

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.catalogue.places import COUNTIES, PLACES, place
from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.spec import UnitKind
from lishui_dash.store.engine import Engine
from lishui_dash.views import links
from lishui_dash.views.index import Index, Sort, index_of
from lishui_dash.views.languages import LANGS, Lang, say
from lishui_dash.views.matching import BEGINS, EXACT, SPELLED, WITHIN_SPELLED, Matcher, fold
from lishui_dash.views.moment import Moment
from lishui_dash.views.search import MOST, hit_of, search_view
from lishui_dash.words import Words

ROOT = Path(__file__).parents[1]
PAGES = {path.stem for path in (ROOT / "pages").glob("*.py")}
MOMENT = Moment(datetime(2020, 3, 4, 9), date(2020, 3, 3))

# What is typed, and what stands first.
ASKED = """
到岗率           indicator M05_FILL
到崗率           indicator M05_FILL
dgl              indicator M05_FILL
daoganglv        indicator M05_FILL
DaoGang          indicator M05_FILL
fill rate        indicator M05_FILL
m05 fill         indicator M05_FILL
wzkyts           indicator M08_DAYS_SUPPLY
fhwz             feed      supplies_daily
防護物資          feed      supplies_daily
supplies_daily   feed      supplies_daily
supplies report  feed      supplies_daily
llbz             clause    c05_manpower
c08              clause    c08_safety
8.1              promise   8.1
qt               place     331121
青田             place     331121
青田县           place     331121
Qingtian         place     331121
qing tian        place     331121
331121           place     331121
jy               place     331122
jinyun           place     331122
縉雲             place     331122
ls               place     331100
lishui           place     331100
jn               place     331127
n95              item      n95_medical
hmj              item      goggles
市卫健委          unit      LS-WJW
lszhb            unit      LS-ZHB
青田防控办        unit      331121-ZHB
qtfkb            unit      331121-ZHB
zjjd             unit      331102001
温溪出口          post      CP-331121-02
青田 wx 出口      post      CP-331121-02
sjzd             page      dictionary
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_desk().engine
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def index(engine: Engine) -> Index:
    return index_of(engine)


def first(engine: Engine, wanted: str, lang: Lang = "hans") -> tuple[str, str]:
    group = search_view(engine, MOMENT, lang, wanted).groups[0]
    return group.sort, group.hits[0].key


@pytest.mark.parametrize("line", ASKED.strip().splitlines(), ids=lambda line: line[:16])
def test_what_is_typed_finds_what_is_meant_first(engine: Engine, line: str) -> None:
    wanted, sort, key = line.rsplit(None, 2)
    assert first(engine, wanted) == (sort, key)


def initials(said: str) -> str:
    letters = lazy_pinyin(said, style=Style.FIRST_LETTER, errors=lambda other: list(other))
    return fold("".join(letters))


NAMED: list[tuple[Sort, str, Words]] = [
    *((Sort.CLAUSE, stem, clause.words) for stem, clause in CATALOGUE.clauses.items()),
    *((Sort.INDICATOR, n, one.words) for n, one in CATALOGUE.indicators.items()),
    *((Sort.FEED, name, feed.words) for name, feed in CATALOGUE.feeds.items()),
    *((Sort.PLACE, code, place(code).words) for code in COUNTIES),
    *((Sort.PLACE, code, place(code).short) for code in COUNTIES),
    *(
        (Sort.PROMISE, promise.number, promise.quote)
        for clause in CATALOGUE.clauses.values()
        for promise in clause.promises
    ),
]
each_named = pytest.mark.parametrize(
    ("sort", "key", "words"), NAMED, ids=[f"{sort.value}-{key}" for sort, key, _ in NAMED]
)


@each_named
def test_it_is_found_by_its_initials_its_pinyin_and_in_every_language(
    index: Index, sort: Sort, key: str, words: Words
) -> None:
    spelled = "".join(lazy_pinyin(words.hans))
    for wanted in (initials(words.hans), spelled, *(say(words, lang) for lang in LANGS)):
        assert key in index.find(wanted)[sort], wanted


@pytest.mark.parametrize("wanted", ["chongxing", "zhonghang", "cx", "zh", "重h", "chong行"])
def test_every_reading_of_a_character_counts(wanted: str) -> None:
    assert Matcher([["重行"], ["丽水"]]).find(wanted) == {0: SPELLED}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("长征", "cz"),
        ("长征", "zhangzheng"),
        ("丽水", "lishui"),
        ("缙云", "jinyun"),
        ("绿谷", "lvgu"),
        ("绿谷", "lugu"),
        ("绿谷", "lǜgǔ"),
        ("上岗", "shgang"),
        ("N95口罩", "n95kz"),
        ("Ｎ９５口罩", "N95 口罩"),
        ("麗水", "丽水"),
    ],
)
def test_a_name_is_found_as_it_is_said(name: str, wanted: str) -> None:
    assert Matcher([[name]]).find(wanted) in ({0: SPELLED}, {0: EXACT})


def test_the_better_fit_comes_first_and_then_the_shorter_name() -> None:
    names = ["在青田县里", "青田县指挥部", "青田县", "青田", "七天", "亲听一下"]
    found = Matcher([[name] for name in names]).find("青田")
    assert list(found)[:3] == [3, 2, 1]
    assert found[3] == EXACT
    assert found[1] == BEGINS
    spelled = Matcher([[name] for name in names]).find("qt")
    assert list(spelled) == [3, 4, 2, 5, 1, 0]
    assert spelled[0] == WITHIN_SPELLED


def test_a_name_ends_where_it_ends() -> None:
    assert Matcher([["青", "田"], [], ["青\n田"]]).find("青田") == {2: EXACT}


@pytest.mark.parametrize("nothing", ["", "   ", "——", "\x00", "\n"])
def test_nothing_asked_finds_nothing(engine: Engine, nothing: str) -> None:
    assert search_view(engine, MOMENT, "hans", nothing).groups == ()


TYPED = some.text(some.sampled_from("qtdglan青田縉雲重N9.1 -_<>'\"&%\\üǜ\n"), max_size=120)


@settings(deadline=None)
@given(wanted=some.text(max_size=120) | TYPED, lang=some.sampled_from(LANGS))
def test_whatever_is_typed_is_answered(engine: Engine, wanted: str, lang: Lang) -> None:
    view = search_view(engine, MOMENT, lang, wanted)
    assert all(0 < len(group.hits) <= MOST for group in view.groups)


@settings(deadline=None)
@given(things=some.lists(some.lists(some.text(max_size=12), max_size=3), max_size=6))
def test_a_name_finds_its_thing_whatever_it_is(things: list[list[str]]) -> None:
    matcher = Matcher(things)
    for at, names in enumerate(things):
        for name in names:
            if fold(name.replace("\n", " ")):
                assert matcher.find(name)[at] == EXACT


@pytest.mark.parametrize("wanted", ["青田 到岗率", "qt dgl", "fill rate Qingtian"])
def test_a_figure_is_found_at_a_place(engine: Engine, wanted: str) -> None:
    [group] = search_view(engine, MOMENT, "hans", wanted).groups
    link = group.hits[0].link
    assert link.said == "青田 · 到岗率"
    assert link.page == "c05_manpower"
    assert dict(link.query) == {links.INDICATOR: "M05_FILL", links.PLACE: "331121"}


@dataclass(frozen=True)
class Changed:
    """An engine of which only the catalogue and the registers are asked."""

    catalogue: Catalogue
    registers: Registers


def test_the_index_is_made_once_and_anew_for_other_registers(engine: Engine) -> None:
    known = index_of(engine)
    assert index_of(engine) is known
    added = Unit("331121-X01", Words("青田县<b>新设站", ""), UnitKind.OTHER, "331121")
    units = {**engine.registers.units, added.code: added}
    changed = Changed(engine.catalogue, Registers(units, engine.registers.posts))
    index = index_of(changed)  # type: ignore[arg-type]
    assert index.find("qtxbxsz")[Sort.UNIT] == [added.code]
    assert "青田县<b>新设站" in hit_of(index, Sort.UNIT, added.code, "en").link.said


def test_hits_beyond_the_list_are_counted(engine: Engine) -> None:
    [group] = [
        group
        for group in search_view(engine, MOMENT, "en", "示例").groups
        if group.sort == Sort.POST.value
    ]
    [more] = re.findall(r"[\d,]+", group.more)
    [number] = re.findall(r"[\d,]+", group.title)
    assert int(number.replace(",", "")) == MOST + int(more.replace(",", ""))


@pytest.mark.parametrize("lang", LANGS)
def test_everything_found_leads_to_a_page_that_exists(index: Index, lang: Lang) -> None:
    for sort, key in index.things:
        hit = hit_of(index, sort, key, lang)
        assert hit.link.page in PAGES, key
        assert hit.link.said, key
        assert hit.context or sort is Sort.PAGE, key


def test_the_links_name_what_the_pages_read(index: Index) -> None:
    queries = {sort: hit_of(index, sort, key, "hans").link for sort, key in index.things}
    assert dict(queries[Sort.INDICATOR].query).keys() == {links.INDICATOR}
    assert dict(queries[Sort.UNIT].query).keys() == {links.UNIT}
    assert dict(queries[Sort.POST].query)[links.PLACE] in {at.code for at in PLACES}

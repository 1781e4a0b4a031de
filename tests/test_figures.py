"""Numbers, days and units are written in the reader's convention."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.supplies import ITEMS
from lishui_dash.spec import Format, Indicator
from lishui_dash.views import figures
from lishui_dash.views.languages import LANGS, Lang, text

DAY = date(2020, 3, 3)
INDICATORS = list(CATALOGUE.indicators.values())


def of(format_: Format, unit: str = "") -> Indicator:
    """Return an indicator of which no value is hidden, counted in `unit` where one is asked
    for."""
    return next(
        indicator
        for indicator in INDICATORS
        if indicator.format is format_
        and unit in ("", indicator.unit.en)
        and not indicator.suppress_small
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("format_", "value", "shown"),
    [
        (Format.COUNT, 6182, "6,182"),
        (Format.MONEY, 1234567.5, "1,234,567.50"),
        (Format.DECIMAL, 1204.4, "1,204"),
        (Format.DECIMAL, 12.44, "12.4"),
        (Format.DECIMAL, 2.981, "2.98"),
        (Format.PERCENT, 0.9741, "97.4%"),
        (Format.PER_MILLE, 0.0123, "12.3‰"),
    ],
)
def test_a_number_is_written_alike_in_every_language(
    format_: Format, value: float, shown: str, lang: Lang
) -> None:
    said = figures.with_unit(of(format_), value, lang)
    number, _, unit = said.partition(" ")
    assert number == shown
    assert bool(unit) == (format_ not in (Format.PERCENT, Format.PER_MILLE))


def test_a_unit_is_one_after_a_one_in_english() -> None:
    cases = of(Format.COUNT, "cases")
    assert figures.with_unit(cases, 1, "en") == "1 case"
    assert figures.with_unit(cases, 2, "en") == "2 cases"
    assert figures.with_unit(cases, 0, "en") == "0 cases"
    assert figures.with_unit(cases, 1, "hans") == "1 件"


def test_a_threshold_is_one_as_well() -> None:
    hours = next(one for one in INDICATORS if one.unit.en.startswith("hours"))
    assert figures.line_text(hours, 1, "en") == f"1 hour{hours.unit.en[5:]}"
    assert figures.line_text(hours, 1.5, "en") == f"1.5 {hours.unit.en}"
    assert figures.with_unit(hours, 1, "en") == f"1.0 {hours.unit.en}"


def test_every_unit_knows_its_one_or_has_none() -> None:
    nouns = {indicator.unit.en.partition(" ")[0] for indicator in INDICATORS}
    assert nouns - {"%", "‰", "yuan", "times", "a"} == set(figures.ONE)


def test_a_noun_follows_its_number() -> None:
    assert text("rows.count", "en", number="1") == "1 row, worst first."
    assert text("rows.count", "en", number="1,204") == "1,204 rows, worst first."
    assert text("rows.count", "hans", number="1") == "共 1 行，最需关注的排在最前。"


def test_supplies_are_counted_in_the_plural() -> None:
    kept = {item.unit_of_measure for item in ITEMS.values()}
    units = {c.code: c.words.en for c in CODE_LISTS["unit_of_measure"].codes}
    assert [units[unit] for unit in kept if "s" not in units[unit]] == []


def test_days_and_moments_are_written_alike_everywhere() -> None:
    assert figures.day_text(DAY) == "03-03"
    assert figures.day_text(None) == "—"
    assert figures.moment_text(datetime(2020, 3, 4, 9, 5)) == "03-04 09:05"
    ahead = of(Format.DATE)
    assert figures.with_unit(ahead, 3, "en", DAY) == "03-06"
    assert figures.with_unit(ahead, 400, "en", DAY) == "400 days"
    assert figures.with_unit(ahead, 400, "hans", DAY) == "400 天"

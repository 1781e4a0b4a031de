"""What is typed into a field of a threshold means one figure, or is refused."""

from __future__ import annotations

import pytest

from lishui_dash.actions.lines_typed import lines_typed
from lishui_dash.catalogue import CATALOGUE
from lishui_dash.errors import ChangeRefused
from lishui_dash.spec import Indicator, Line
from lishui_dash.views.thresholds import typed_text

FILL, DAYS = "M05_FILL", "M08_DAYS_SUPPLY"
"""A percentage, and a number of days."""

TYPED = """
M05_FILL        | 95       | 0.95
M05_FILL        | 95%      | 0.95
M05_FILL        | ９５％   | 0.95
M05_FILL        | 95.5 %   | 0.955
M05_FILL        | 1%       | 0.01
M05_FILL        | 0.5%     | 0.005
M05_FILL        | 0        | 0
M05_FILL        | 100      | 1
M05_FILL        | 950‰     | 0.95
M05_FILL        |          | None
M01_COMMEND     | 18       | 0.018
M01_COMMEND     | 18‰      | 0.018
M01_COMMEND     | 1.8%     | 0.018
M08_DAYS_SUPPLY | 14       | 14
M08_DAYS_SUPPLY | 0.5      | 0.5
M08_DAYS_SUPPLY | 14 天    | 14
M08_DAYS_SUPPLY | 14days   | 14
M07_OFF_PURPOSE | 1,204.50 | 1204.5
"""
CASES = [[c.strip() for c in row.split("|")] for row in TYPED.strip().splitlines()]


@pytest.mark.parametrize(("name", "typed", "figure"), CASES)
def test_a_share_is_typed_in_percent_and_anything_else_as_it_is(
    name: str, typed: str, figure: str
) -> None:
    found = lines_typed(CATALOGUE.indicators[name], {Line.GREEN: typed})
    assert found == {Line.GREEN: None if figure == "None" else float(figure)}


REFUSED = [
    (FILL, "0.95", "绿线写作 0.95，分不清是 0.95% 还是 95%：请带上 % 再写一遍"),
    (FILL, "1", "绿线写作 1，分不清是 1% 还是 100%：请带上 % 再写一遍"),
    ("M01_COMMEND", "0.018", "绿线写作 0.018，分不清是 0.018‰ 还是 18‰：请带上 ‰ 再写一遍"),
    (FILL, "九成五", "绿线“九成五”不是数字：请只写数字，如 95"),
    (FILL, "-5", "绿线“-5”不是数字：请只写数字，如 95"),
    (FILL, "1e3", "绿线“1e3”不是数字：请只写数字，如 95"),
    (FILL, "9,5", "绿线“9,5”不是数字：请只写数字，如 95"),
    (FILL, "95%%", "绿线“95%%”不是数字：请只写数字，如 95"),
    (DAYS, "nan", "绿线“nan”不是数字：请只写数字，如 95"),
    (DAYS, "<b>14</b>", "绿线“<b>14</b>”不是数字：请只写数字，如 95"),
    (DAYS, "14%", "绿线“14%”：该指标的单位是天，请去掉百分号"),
]


@pytest.mark.parametrize(("name", "typed", "said"), REFUSED)
def test_what_may_be_two_figures_or_none_is_refused(
    name: str, typed: str, said: str
) -> None:
    with pytest.raises(ChangeRefused) as refused:
        lines_typed(CATALOGUE.indicators[name], {Line.GREEN: typed})
    assert refused.value.words.hans == said
    assert refused.value.words.en


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda i: i.name)
def test_what_a_form_shows_is_taken_for_the_same_figure(indicator: Indicator) -> None:
    figures = indicator.threshold.figures
    typed = {line: typed_text(indicator, figure) for line, figure in figures.items()}
    assert lines_typed(indicator, typed) == figures

"""From a number to the rows behind it, and to the history of a row, on the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.actions.desk import open_desk
from lishui_dash.intake.receive import Desk
from lishui_dash.views.history import history_view
from lishui_dash.views.languages import LANGS, Lang, text
from lishui_dash.views.moment import Moment
from lishui_dash.views.rows import rows_view
from tests.intake.cases import HEAD, MASKS, SUITS, arrival, lines
from tests.kept import Kept
from tests.opened import ROOT, pages_on

NOW = datetime(2020, 2, 6, 12)
MOMENT = Moment(NOW, date(2020, 2, 5))
DAYS_OF_SUPPLY, AT = "M08_DAYS_SUPPLY", "331121"
MORE_USED = MASKS.replace("180,1020", "200,1000")


def fill(desk: Desk) -> None:
    """A late day of a store, and its correction."""
    late = datetime(2020, 2, 6, 9, 15)
    desk.receive(arrival(lines(HEAD, MASKS, SUITS), at=late, name="物资.csv"))
    corrected = arrival(lines(HEAD, MORE_USED, SUITS), at=NOW, name="物资 更正.csv")
    desk.receive(replace(corrected, reason="漏计一班"))


def of_masks(desk: Desk) -> tuple[tuple[str, object], ...]:
    rows = rows_view(desk.engine, MOMENT, "hans", DAYS_OF_SUPPLY, AT)
    [row] = [row for row in rows.cells if ("item_code", "n95_medical") in row]
    return row


def test_the_history_is_told_in_words_newest_first(desk: Desk) -> None:
    fill(desk)
    history = history_view(desk.engine, MOMENT, "hans", DAYS_OF_SUPPLY, of_masks(desk))
    shown = history.frame[["时间", "方式", "项目", "原值", "现值", "原因说明"]]
    assert shown.to_numpy().tolist() == [
        ["2020-02-06 12:00", "更正", "今日消耗", "180", "200", "漏计一班"],
        ["2020-02-06 12:00", "更正", "今日结存", "1020", "1000", "漏计一班"],
        ["2020-02-06 09:15", "补报", "整行", "—", "新报", "—"],
    ]
    assert history.frame["数据行"][0] == "2020-02-05 · 青田县防疫物资库 · 医用防护口罩(N95)"
    assert set(history.frame["报送单位"]) == {"青田县防疫物资库"}
    assert history.note == "共 3 次变动，最近的在最前。"


@pytest.mark.parametrize("lang", LANGS)
def test_the_history_speaks_the_viewers_language(desk: Desk, lang: Lang) -> None:
    fill(desk)
    row = of_masks(desk)
    frame = history_view(desk.engine, MOMENT, lang, DAYS_OF_SUPPLY, row).frame
    assert text("mode.correction", lang) in set(frame[text("history.mode", lang)])


def test_a_row_that_belongs_to_nothing_stored_says_so(desk: Desk) -> None:
    row = (("unit_code", "331121-S01"), ("item_code", "n95_medical"))
    history = history_view(desk.engine, MOMENT, "hans", DAYS_OF_SUPPLY, row)
    assert history.frame.empty
    assert history.note == text("history.none", "hans")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[None]:
    """A kept store that the pages read."""
    kept = Kept(tmp_path)
    opened = open_desk(kept.store, kept.key_file)
    fill(opened)
    opened.engine.close()
    with pages_on(kept, "2020-02-06T12:00"):
        yield


@pytest.mark.usefixtures("served")
def test_the_rows_behind_a_number_can_be_chosen() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.query_params["indicator"] = DAYS_OF_SUPPLY
    app.session_state[f"rows-{DAYS_OF_SUPPLY}-False"] = True
    app = app.switch_page("pages/c08_safety.py").run()
    assert not app.exception
    assert text("history.hint", "hans") in [c.value for c in app.caption]


def _a_chosen_row() -> None:
    # AppTest cannot click into a table: this is what a click on the row of masks draws.
    from lishui_dash.ui import history

    row = (("unit_code", "331121-S01"), ("item_code", "n95_medical"))
    history.draw("M08_DAYS_SUPPLY", row)


@pytest.mark.usefixtures("served")
def test_a_chosen_row_shows_its_corrections_and_late_reports() -> None:
    app = AppTest.from_function(_a_chosen_row, default_timeout=60).run()
    assert not app.exception
    [shown] = app.dataframe
    assert list(shown.value["方式"]) == ["更正", "更正", "补报"]

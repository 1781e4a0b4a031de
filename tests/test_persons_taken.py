"""Whoever sees or takes rows of persons beside a report goes on record first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lishui_dash.access.audit import Entry
from lishui_dash.access.events import Did
from lishui_dash.access.exports import ON_RECORD, Export
from lishui_dash.access.roles import Grant, Role
from lishui_dash.catalogue.units import UNITS
from lishui_dash.errors import DeclarationError, StoreUnavailable
from lishui_dash.intake.receive import Arrival
from lishui_dash.ui import access_files, take
from lishui_dash.ui.opened import the_desk
from lishui_dash.views.languages import text
from tests.access.people import TOWN, person
from tests.intake.cases import arrival, example
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in

ROSTER = "personnel_roster"
CLERK = person("clerk", Grant(Role.CLERK, TOWN))


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    found = Kept(tmp_path_factory.mktemp("taken"))
    with pages_on(found):
        yield found


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What makes each file that a page offers, by the file's name."""
    found: dict[str, Callable[[], bytes]] = {}

    def told(_label: str, data: Callable[[], bytes], name: str, *_: Any, **__: Any) -> None:
        found[name] = data

    monkeypatch.setattr(st, "download_button", told)
    return found


def _previewed() -> None:
    import streamlit

    from lishui_dash.ui import preview

    preview.draw(streamlit.session_state["sent"])


def _templates() -> None:
    import streamlit

    from lishui_dash.ui import templates

    templates.draw("", streamlit.session_state["unit"])


def drawn(page: Callable[[], None], **told: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for name, value in told.items():
        app.session_state[name] = value
    app = app.run()
    assert not app.exception
    return app


def on_record() -> list[Entry]:
    return list(access_files.audit().entries())


def roster(**changes: str) -> Arrival:
    return arrival(example(ROSTER, changes), name="名册.csv", at=datetime(2020, 3, 4, 8))


def test_stored_rows_of_persons_are_seen_and_taken_on_record_alone(
    kept: Kept, offered: dict[str, Callable[[], bytes]]
) -> None:
    the_desk().receive(roster())
    sent = roster(phone_masked="13900139000")
    app = drawn(_previewed, sent=sent)
    app = app.run()
    [seen] = on_record()
    assert (seen.did, seen.detail) == (Did.SAW_PERSONS, "更改 1 格，撤下 0 行")
    assert seen.about.startswith("更正预览：")
    frame = app.dataframe[0].value
    hidden = text("changes.hidden", "hans")
    assert list(frame[text("changes.before", "hans")]) == [hidden]
    assert list(frame[text("changes.after", "hans")]) == [hidden]
    made = next(made for name, made in offered.items() if "更正前后" in name)
    assert hidden in made().decode("utf-8-sig")
    assert [one.did for one in on_record()] == [Did.TOOK_PERSONS, Did.SAW_PERSONS]
    assert on_record()[0].about == seen.about


def test_rows_of_things_are_seen_as_they_are_and_off_the_record(kept: Kept) -> None:
    feed = "form_burden_daily"
    the_desk().receive(arrival(example(feed), at=datetime(2020, 3, 4, 8)))
    drawn(_previewed, sent=arrival(example(feed), at=datetime(2020, 3, 4, 9)))
    assert on_record() == []


def test_the_form_of_a_day_with_its_people_is_taken_on_record(
    kept: Kept, offered: dict[str, Callable[[], bytes]]
) -> None:
    with signed_in(CLERK):
        drawn(_templates, unit=TOWN)
        name = f"{UNITS[TOWN].words.hans}_一日一表.xlsx"
        assert on_record() == []
        assert offered[name]().startswith(b"PK")
        [taken] = on_record()
        assert (taken.who, taken.did) == (CLERK.title, Did.TOOK_PERSONS)
        assert taken.about == f"{UNITS[TOWN].words.hans} 2020-03-03"
        kept.audit.unlink()
        kept.audit.mkdir()
        with pytest.raises(StoreUnavailable):
            offered[name]()


@pytest.mark.parametrize("export", sorted(ON_RECORD, key=lambda one: one.value))
def test_no_file_that_goes_on_record_is_offered_without(export: Export) -> None:
    with pytest.raises(DeclarationError, match="goes on record"):
        take.file("x", bytes, "x.csv", None, "x", export)


def test_whatever_tells_of_persons_goes_on_record() -> None:
    telling = {one for one in Export if "persons" in one.value or "filled" in one.value}
    assert telling <= ON_RECORD

"""Who tries what is not his with files is on record, also where nothing is stored of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.audit import Entry
from lishui_dash.access.events import Did
from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import DeliveryRejected
from lishui_dash.ui import access_files
from lishui_dash.ui.on_record import told_of_files
from lishui_dash.ui.opened import the_desk
from tests.access.people import Person, person
from tests.kept import Kept
from tests.matrix.test_desk import AT, FOREIGN, OWN, UNIT_LIST, clerk_of, stock
from tests.opened import pages_on
from tests.signed_in import signed_in

CLERK = clerk_of(f"{OWN}-ZHB")
ADMIN = person("admin", Grant(Role.ADMIN, f"{OWN}-ZHB"), Grant(Role.CLERK, f"{OWN}-ZHB"))


@pytest.fixture(autouse=True)
def _kept(tmp_path: Path) -> Iterator[None]:
    with pages_on(Kept(tmp_path)):
        yield


def _upload() -> None:
    from lishui_dash.ui import upload

    upload.draw()


def laid_down(one: Person, content: bytes, name: str) -> AppTest:
    """Open the upload page as somebody, and choose a file."""
    with signed_in(one):
        app = AppTest.from_function(_upload, default_timeout=60).run()
        app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def on_record(did: Did) -> list[Entry]:
    return [one for one in access_files.audit().entries(most=50) if one.did is did]


def of_verdict(verdict: str) -> list[tuple[str, str]]:
    """Return the reports in the ledger, each with its reason."""
    return the_desk().engine.query(
        "SELECT feed, reason FROM delivery WHERE verdict = $verdict", {"verdict": verdict}
    )


def test_a_foreign_file_is_on_record_before_anybody_presses_a_button() -> None:
    app = laid_down(CLERK, stock(FOREIGN).content, "物资.csv")
    [refused] = on_record(Did.ACCESS_REFUSED)
    assert refused.who == CLERK.title
    assert "物资" in refused.about
    assert "报送范围" in refused.detail
    assert of_verdict("rejected") == []
    with signed_in(CLERK):
        app.run()
        app.file_uploader[0].set_value(("又一次.csv", stock(FOREIGN).content, "text/csv"))
        app.run()
    assert len(on_record(Did.ACCESS_REFUSED)) == 1


def test_a_file_of_his_own_is_no_refusal() -> None:
    laid_down(CLERK, stock(OWN).content, "物资.csv")
    assert on_record(Did.ACCESS_REFUSED) == []


def test_who_would_take_back_what_is_not_his_is_on_record() -> None:
    desk = the_desk()
    number = desk.receive(stock(FOREIGN)).delivery_no
    tell = partial(told_of_files, CLERK.title, desk.engine.registers)
    with pytest.raises(DeliveryRejected):
        desk.under(CLERK.scope.permit, tell).undo(number, reason="报错", sender="", at=AT)
    [refused] = on_record(Did.ACCESS_REFUSED)
    assert f"第 {number} 批" in refused.about


def test_a_list_is_not_confirmed_before_it_is_said_why_and_the_reason_stays() -> None:
    app = laid_down(ADMIN, UNIT_LIST.encode(), "单位名录.csv")
    assert app.button(key="upload_confirm").disabled
    with signed_in(ADMIN):
        app.text_input(key="upload_reason_0").set_value("县编委批复").run()
        assert not app.button(key="upload_confirm").disabled
        app.button(key="upload_confirm").click().run()
    assert not app.exception
    [changed] = on_record(Did.REFERENCE_CHANGED)
    assert "县编委批复" in changed.detail
    assert ("unit_list", "县编委批复") in of_verdict("accepted")

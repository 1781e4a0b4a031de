"""What the start of the server says of its settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from lishui_dash.access.events import Did, Event
from lishui_dash.spec.settings import ACCESS, KEY_FILE, MOST_ROWS
from lishui_dash.ui import access_files
from lishui_dash.ui.settings_told import tell_settings, warn_of_secrets
from tests.kept import Kept
from tests.opened import ROOT

AT = datetime(2020, 3, 4, 9)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    for name, value in Kept(tmp_path).settings().items():
        monkeypatch.setenv(name, value)
    return Kept(tmp_path)


def told() -> list[tuple[Did, str, str]]:
    return [(e.did, e.about, e.detail) for e in access_files.audit().entries()]


def test_the_first_start_changes_nothing_and_neither_does_the_same_again() -> None:
    tell_settings()
    tell_settings()
    assert told() == []


def test_a_setting_that_changed_goes_on_record_from_what_to_what(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell_settings()
    monkeypatch.setenv(MOST_ROWS.name, "5000")
    tell_settings()
    tell_settings()
    assert told() == [(Did.SETTING_CHANGED, MOST_ROWS.name, "300000 → 5000")]


@pytest.mark.parametrize("content", [None, "{"])
def test_settings_that_were_removed_do_not_hide_a_change(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    tell_settings()
    access_files.audit().write(Event(AT, "王敏", Did.SIGNED_IN))
    settings = Path(f"{kept.audit}.settings")
    settings.unlink()
    if content is not None:
        settings.write_text(content, "utf-8")
    monkeypatch.setenv(MOST_ROWS.name, "5000")
    tell_settings()
    tell_settings()
    assert [did for did, _, _ in told()] == [Did.SETTING_CHANGED, Did.SIGNED_IN]
    assert "无从比对" in told()[0][2]


def test_a_file_of_settings_that_is_damaged_is_written_anew(kept: Kept) -> None:
    tell_settings()
    Path(f"{kept.audit}.settings").write_text("{", "utf-8")
    tell_settings()
    assert told() == []


@pytest.mark.parametrize(("mode", "warns"), [("accounts", True), ("open", False)])
def test_a_key_in_the_folder_of_the_program_is_warned_of_where_it_matters(
    mode: str,
    warns: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv(ACCESS.name, mode)
    monkeypatch.setenv(KEY_FILE.name, str(ROOT / "data" / "pseudonym.key"))
    warn_of_secrets()
    assert (KEY_FILE.name in caplog.text) == warns

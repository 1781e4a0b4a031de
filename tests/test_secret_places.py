"""Where keys may lie, and which store is open to all."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from click.testing import CliRunner

from lishui_dash.__main__ import main
from lishui_dash.actions.desk import open_desk
from lishui_dash.errors import SetupRefused
from lishui_dash.spec.settings import ACCESS, CLOCK, DEMO, KEY_FILE, SECRET_FILE
from lishui_dash.store.demo_mark import holds_demo, mark_demo
from lishui_dash.ui.beside import opens_at, write_opens_at
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.opened import the_desk
from lishui_dash.ui.secret_places import require_outside
from lishui_dash.ui.serving import serving
from lishui_dash.ui.viewer import is_open
from tests.kept import Kept
from tests.opened import ROOT, pages_on

OPENS = datetime(2020, 3, 4, 9)
WITHIN = ROOT / "data" / "no-such.key"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    for name, value in Kept(tmp_path).settings().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(ACCESS.name, "")
    return Kept(tmp_path)


def store_of(kept: Kept, *, is_demo: bool) -> None:
    desk = open_desk(kept.store, kept.key_file)
    if is_demo:
        with desk.engine.writing() as transaction:
            mark_demo(transaction, OPENS)
    desk.engine.close()


@pytest.fixture(params=[KEY_FILE, SECRET_FILE], ids=["pseudonyms", "access"])
def misplaced(
    request: pytest.FixtureRequest, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> str:
    monkeypatch.setenv(request.param.name, str(WITHIN))
    return str(request.param.name)


def test_a_server_does_not_start_on_a_key_in_the_folder_of_the_program(
    misplaced: str,
) -> None:
    async def start() -> None:
        async with serving(None):
            raise AssertionError("it has started")

    with pytest.raises(SetupRefused, match=f"export {misplaced}=/etc/lishui/no-such.key"):
        asyncio.run(start())
    assert not WITHIN.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["account", "add", "王主任", "--role", "admin"],
        ["audit", "verify"],
        ["screen", "add", "大厅"],
    ],
)
def test_neither_does_a_command_that_would_make_the_secret(
    command: list[str], kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET_FILE.name, str(WITHIN))
    done = CliRunner().invoke(main, command)
    assert f"export {SECRET_FILE.name}=" in f"{done.output} {done.exception}"
    assert done.exit_code
    assert "Password" not in done.output
    assert not WITHIN.exists()


def test_nor_one_that_would_make_the_key_of_a_store(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_FILE.name, str(WITHIN))
    file = tmp_path / "a.csv"
    file.write_text("统计日期\n", "utf-8")
    done = CliRunner().invoke(main, ["receive", str(file)])
    assert isinstance(done.exception, SetupRefused), done.output
    assert not WITHIN.exists()
    assert not kept.store.exists()


def test_a_file_that_is_there_is_to_be_moved_and_none_made_anew(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_FILE.name, str(ROOT / "pyproject.toml"))
    monkeypatch.setenv(SECRET_FILE.name, str(WITHIN))
    with pytest.raises(SetupRefused) as refused:
        require_outside(KEY_FILE, SECRET_FILE)
    said = str(refused.value)
    assert f"mv {ROOT / 'pyproject.toml'} /etc/lishui/pyproject.toml" in said
    assert f"mv {WITHIN}" not in said
    assert "切勿另建" in said


def test_a_demo_may_keep_its_keys_there(misplaced: str, kept: Kept) -> None:
    kept.store.touch()
    write_opens_at(OPENS)
    require_outside(KEY_FILE, SECRET_FILE)


def test_what_is_left_of_a_demo_excuses_no_other_store(misplaced: str, kept: Kept) -> None:
    write_opens_at(OPENS)
    with pytest.raises(SetupRefused):
        require_outside(KEY_FILE, SECRET_FILE)


def test_a_store_is_open_to_all_by_its_own_mark_alone(kept: Kept) -> None:
    store_of(kept, is_demo=True)
    assert is_open()
    st.cache_resource.clear()


def test_a_store_that_takes_the_place_of_a_demo_is_not_open(kept: Kept) -> None:
    store_of(kept, is_demo=False)
    write_opens_at(OPENS)
    assert not is_open()
    st.cache_resource.clear()


def test_a_new_store_begins_without_what_a_demo_has_left(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_opens_at(OPENS)
    monkeypatch.setenv(CLOCK.name, "")
    assert clock_of_store() > OPENS
    with pages_on(kept):
        the_desk()
    assert opens_at() is None
    write_opens_at(OPENS)
    kept.store.unlink()
    monkeypatch.setenv(DEMO.name, "none")
    assert CliRunner().invoke(main, ["demo", "--if-empty"]).exit_code == 0
    assert not Path(f"{kept.store}.opens").exists()


def test_loading_the_demo_marks_its_store(small_demo: Kept, tmp_path: Path) -> None:
    kept = small_demo.copied_to(tmp_path)
    desk = open_desk(kept.store, kept.key_file)
    assert holds_demo(desk.engine)
    desk.engine.close()

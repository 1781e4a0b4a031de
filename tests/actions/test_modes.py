"""What the program writes is for its own user; answers in the inbox are for its senders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from stat import S_IMODE

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.inbox import Inbox
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.views.reply import reply_to
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.kept import Kept


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes_in(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): S_IMODE(path.stat().st_mode) for path in files}


def test_what_holds_rows_is_for_its_own_user(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    desk = open_desk(kept.store, kept.key_file)
    desk.receive(arrival(lines(HEAD, MASKS)))
    assert len(modes_in(tmp_path)) == 3  # the store, its write-ahead log, the key
    assert set(modes_in(tmp_path).values()) == {0o600}
    desk.engine.close()


def test_a_store_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    open_desk(kept.store, kept.key_file).engine.close()
    kept.store.chmod(0o644)
    open_desk(kept.store, kept.key_file).engine.close()
    assert S_IMODE(kept.store.stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o700])
def test_an_answer_in_the_inbox_is_for_whom_its_folder_is(
    tmp_path: Path, mode: int
) -> None:
    kept = Kept(tmp_path)
    unit = kept.inbox / "331121-S01"
    unit.mkdir(parents=True)
    unit.chmod(mode)
    (unit / "物资.csv").write_text(lines(HEAD, MASKS), "utf-8")
    desk, keys = open_desk(kept.store, kept.key_file), KeyRing.from_file(kept.key_file)
    at = datetime(2020, 2, 6, 7, 30)
    answer = partial(reply_to, desk)
    inbox = Inbox(kept.inbox, desk.engine, answer, keys, lambda: at, 4096)
    inbox.look()
    inbox.look()
    desk.engine.close()
    [answers] = [folder for folder in unit.iterdir() if folder.is_dir()]
    assert S_IMODE(answers.stat().st_mode) == mode
    assert len(modes_in(answers)) == 3
    assert set(modes_in(answers).values()) == {mode & 0o666}

"""A file sent to harm is refused at every door: kept as it came, and on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from lishui_dash.__main__ import main
from lishui_dash.access.events import Did
from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.inbox import Inbox
from lishui_dash.intake.limits import ATTACKS, MIB, PATH_IN_NAME
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.handed_in import at_the_door, from_the_inbox
from lishui_dash.ui.opened import the_desk
from tests.intake.cases import HEAD, MASKS, arrival, lines
from tests.intake.traps import BAD_NAMES, TRAPS
from tests.kept import Kept
from tests.opened import pages_on

OF_EACH_KIND = {rule: make for make, rule in reversed(TRAPS.values()) if rule in ATTACKS}
NAME = "上报.xlsx"

Way = Callable[[Kept, str, bytes], None]


def _upload() -> None:
    from lishui_dash.ui import upload

    upload.draw()


def by_page(_kept: Kept, name: str, content: bytes) -> None:
    app = AppTest.from_function(_upload, default_timeout=60).run()
    app.file_uploader[0].set_value((name, content, "text/csv")).run()
    assert not app.exception


def by_door(_kept: Kept, name: str, content: bytes) -> None:
    reply = at_the_door(the_desk(), arrival(content, name=name))
    assert not reply.is_accepted


def by_inbox(kept: Kept, name: str, content: bytes) -> None:
    kept.inbox.mkdir(exist_ok=True)
    (kept.inbox / name).write_bytes(content)
    desk, keys = the_desk(), KeyRing.from_file(kept.key_file)
    taken = partial(from_the_inbox, desk)
    inbox = Inbox(kept.inbox, desk.engine, taken, keys, clock, 8 * MIB)
    inbox.look()
    inbox.look()
    assert not (kept.inbox / name).exists()


def by_command(kept: Kept, name: str, content: bytes) -> None:
    file = kept.folder / name
    file.write_bytes(content)
    done = CliRunner().invoke(main, ["receive", str(file)])
    assert done.exit_code == 1, done.output


WAYS: tuple[Way, ...] = (by_page, by_door, by_inbox, by_command)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with pages_on(Kept(tmp_path)):
        yield Kept(tmp_path)


def opened(kept: Kept, way: Way) -> Desk:
    """Return the store as whoever comes that way has it open, or as he has left it."""
    return open_desk(kept.store, kept.key_file) if way is by_command else the_desk()


def refused_alike(kept: Kept, way: Way, content: bytes, name: str) -> None:
    way(kept, name, content)
    desk = opened(kept, way)
    [(number,)] = desk.engine.query(
        "SELECT delivery_no FROM delivery WHERE verdict = 'rejected'"
    )
    assert desk.original(number) == content
    newest = access_files.audit().entries(most=1)[0]
    assert newest.did is Did.ATTACK_REFUSED
    assert newest.detail


@pytest.mark.parametrize("rule", sorted(ATTACKS - {PATH_IN_NAME}))
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_trap_is_kept_and_on_record(kept: Kept, way: Way, rule: str) -> None:
    refused_alike(kept, way, OF_EACH_KIND[rule](), NAME)


@pytest.mark.parametrize("way", [by_page, by_door], ids=lambda way: way.__name__)
def test_a_name_that_leads_elsewhere_is_kept_and_on_record(kept: Kept, way: Way) -> None:
    refused_alike(kept, way, lines(HEAD, MASKS).encode(), BAD_NAMES[0])

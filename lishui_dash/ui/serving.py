"""What runs beside the pages, from the start of the server to its end.

Whoever brings a file through the door or the inbox needs no viewer: the store is opened
when the server starts, and not when the first page is.
"""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from lishui_dash.actions.door import Door
from lishui_dash.actions.inbox import Inbox
from lishui_dash.actions.mishap import LOG
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.limits import most_rows
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import (
    INBOX,
    INBOX_SECONDS,
    KEY_FILE,
    LARGEST_MIB,
    SECRET_FILE,
    STORE,
    setting,
)
from lishui_dash.store.engine import Engine
from lishui_dash.ui import access_files
from lishui_dash.ui.clock import clock
from lishui_dash.ui.handed_in import at_the_door, from_the_inbox
from lishui_dash.ui.keeping import keeping
from lishui_dash.ui.nightly import Nightly, watch
from lishui_dash.ui.secret_places import require_outside
from lishui_dash.ui.settings_told import tell_settings, warn_of_secrets

_AGAIN = 2
"""Seconds after which the store is tried again where another process has it."""
_LOOK = 0.2
"""Seconds between two looks at whether the store is open."""
_SHORTEST_PAUSE = 0.1
"""Seconds; with none at all the looks at the inbox would take the machine."""


@asynccontextmanager
async def serving(_app: object) -> AsyncIterator[None]:
    """Keep the other doors open while the server runs; close the store when it ends.

    Raises ValueError or SetupRefused at once for a setting that cannot be followed: without
    it the server would run with its doors shut.
    """
    largest = int(_told(LARGEST_MIB)) * 1024**2
    pause = max(float(_told(INBOX_SECONDS)), _SHORTEST_PAUSE)
    most_rows()
    keeping()
    require_outside(KEY_FILE, SECRET_FILE)
    access_files.sessions()
    access_files.audit()
    closing, opened = threading.Event(), list[Engine]()
    told = (closing, opened, largest, pause)
    thread = threading.Thread(target=_serve, args=told, name="doors", daemon=True)
    thread.start()
    pushed = asyncio.create_task(_push(opened))
    try:
        yield
    finally:
        pushed.cancel()
        closing.set()
        await asyncio.to_thread(thread.join)


async def _push(opened: list[Engine]) -> None:
    """Push to the walls what changes, from when the store is open."""
    while not opened:
        await asyncio.sleep(_LOOK)
    # Loaded no earlier, for the same reason as the session below.
    from lishui_dash.ui.wall.push import pushing

    # What is loaded by now stays until the end. Python's collector would walk all of it
    # again and again, and every viewer would wait for that.
    gc.collect()
    gc.freeze()
    await pushing(lambda: opened[0].version)


def _serve(
    closing: threading.Event, opened: list[Engine], largest: int, pause: float
) -> None:
    desk = _opened(closing)
    if desk is None:
        return
    opened.append(desk.engine)
    _is_done("启动设置未能记入审计日志", tell_settings)
    _is_done("账号文件无法读取", warn_of_secrets)
    keys = KeyRing.from_file(Path(_told(KEY_FILE)))
    folder = Path(_told(INBOX))
    store, engine = Path(_told(STORE)), desk.engine
    brought, laid = partial(at_the_door, desk), partial(from_the_inbox, desk)
    door = Door(store, keys.door_word(), engine, brought, clock, largest)
    inbox = Inbox(folder, engine, laid, keys, clock, largest)
    told = (closing, Nightly(engine, clock))
    night = threading.Thread(target=watch, args=told, name="night", daemon=True)
    night.start()
    is_open = _is_done("命令行入口未能打开", door.open)
    _is_done("收件夹未能建立", partial(folder.mkdir, parents=True, exist_ok=True))
    try:
        while not closing.wait(pause):
            inbox.look()
    finally:
        if is_open:
            door.close()
        night.join()
        engine.close()


def _is_done(otherwise: str, step: Callable[[], None]) -> bool:
    """Whether a step could be done; a door that stays shut shuts neither others nor pages.

    Folders may be closed to us, and not every disk can hold a socket.
    """
    try:
        step()
    except (OSError, StoreUnavailable) as error:
        LOG.error("%s：%s", otherwise, error)
        return False
    return True


def _opened(closing: threading.Event) -> Desk | None:
    """Return the desk; None when the server ends before the store can be opened."""
    # Loaded once Streamlit runs: its caches look for the server when they are declared.
    from lishui_dash.ui.opened import the_desk

    complained = False
    while not closing.is_set():
        try:
            return the_desk()
        except StoreUnavailable as error:
            if not complained:
                LOG.warning("%s", error)
            complained = True
        closing.wait(_AGAIN)
    return None


_told = partial(setting, environment=os.environ)

"""The store of this process and who may see it: everything else is made from these."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path
from threading import Lock

import streamlit as st

from lishui_dash.actions.desk import open_desk
from lishui_dash.actions.own_requests import register_own_requests
from lishui_dash.catalogue import Catalogue
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import KEY_FILE, STORE, setting
from lishui_dash.store.demo_mark import holds_demo
from lishui_dash.store.engine import Engine
from lishui_dash.store.narrowing import narrowing_of
from lishui_dash.store.sight import ALL, Sight
from lishui_dash.ui.beside import forget_former
from lishui_dash.ui.clock import clock


def the_desk() -> Desk:
    """Return the desk of the store, open to nobody in particular. Raises StoreUnavailable.

    Pages ask the session for theirs.
    """
    return _desk(setting(STORE, os.environ), setting(KEY_FILE, os.environ))


def is_demo() -> bool:
    """Whether the store holds the demo: its persons are made up, and its time is past.

    Raises StoreUnavailable.
    """
    return _is_demo(setting(STORE, os.environ), setting(KEY_FILE, os.environ))


@st.cache_resource(show_spinner=False)
def _is_demo(store: str, key_file: str) -> bool:
    # A demo is loaded while nobody serves the store: what it was when opened, it stays.
    return holds_demo(_desk(store, key_file).engine)


@st.cache_resource(show_spinner=False)
def _desk(store: str, key_file: str) -> Desk:
    forget_former()
    opened = open_desk(Path(store), Path(key_file))
    # Whoever opens the store for service asks for reports: that is a request as well.
    register_own_requests(opened, clock().replace(microsecond=0))
    return opened


def seen(sight: Sight, catalogue: Catalogue) -> Engine:
    """Return the store as it is seen, with the declarations that are in force.

    The same engine comes back for the same sight: what it has read is kept by it.
    """
    whole = the_desk().engine
    if sight == ALL and catalogue is whole.catalogue:
        return whole
    registers = whole.registers
    key = id(whole), id(registers), sight, id(catalogue)
    with _lock:
        if key not in _kept:
            narrowing = narrowing_of(sight, whole.catalogue, registers)
            made = whole.narrowed(narrowing, sight, catalogue)
            # What the key tells by its id is kept with it: no other can take its place.
            _kept[key] = made, (whole, registers, catalogue)
            if len(_kept) > _MOST:
                _kept.popitem(last=False)
        return _kept[key][0]


_MOST = 100
_kept: OrderedDict[tuple[int, int, Sight, int], tuple[Engine, tuple[object, ...]]] = (
    OrderedDict()
)
_lock = Lock()

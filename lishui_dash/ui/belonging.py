"""What belongs to whom: a file made to be taken along, and a page that is open.

Streamlit serves the one and fills the other for whoever has the address. Here it is noted
who stands behind an address; the gate asks. Only the newest are known, so that nobody fills
the memory: whose file is forgotten presses the button again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from streamlit.runtime.memory_media_file_storage import _calculate_file_id
from streamlit.runtime.scriptrunner import get_script_run_ctx

_MOST = 20_000


def note_file(content: bytes, mime: str | None, name: str, who: str) -> None:
    """Note whose a file is, before Streamlit gives it an address made of all it is."""
    made = _calculate_file_id(content, mime or "application/octet-stream", name)
    _note(("file", made, who), who)


def is_own_file(address: str, who: str) -> bool:
    """Whether the last part of an address is that of a file made for somebody."""
    return ("file", address.partition(".")[0], who) in _noted


def note_page(who: str) -> None:
    """Note whose the page is that this run draws; a browser may change hands."""
    context = get_script_run_ctx()
    if context is not None:
        _note(("page", context.session_id), who)


def is_own_page(page: str, who: str) -> bool:
    """Whether a page, by what Streamlit calls it, was last drawn for somebody."""
    return _noted.get(("page", page)) == who


def _note(what: Hashable, who: str) -> None:
    with _lock:
        _noted[what] = who
        _noted.move_to_end(what)
        if len(_noted) > _MOST:
            _noted.popitem(last=False)


_noted: OrderedDict[Hashable, str] = OrderedDict()
_lock = Lock()

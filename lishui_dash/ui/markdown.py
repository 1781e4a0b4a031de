"""Words from data where Streamlit reads Markdown: labels, notes, messages."""

from __future__ import annotations

import re

_OBEYED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(words: str) -> str:
    """Return words so that Markdown shows them as they are: no links, pictures, colours.

    A name of a file or a heading of a clerk's table may hold anything.
    """
    return _OBEYED.sub(r"\\\1", " ".join(words.split()))

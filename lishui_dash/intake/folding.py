"""A text as it is searched for persons: one form for each digit, space and dash.

Where a find stands in the text as written is known, so that the rest of it can stay.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SPACES, _DASHES = "\t", "−─━"
"""What is taken for a space or a dash and is none by its category in Unicode."""
_UNSEEN = ("Cf", "Mn", "Me")
"""Categories of what takes no place of its own: left out of the search."""
_WIDE = range(0xFF01, 0xFF5F)
_FROM_WIDE = 0xFEE0


@dataclass(frozen=True)
class Find:
    """A part of a text, and what is to stand there instead."""

    start: int
    end: int
    shown: str


class _Forms(dict[int, str]):
    """code point -> the form it is searched in, worked out once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = form = _form(chr(code))
        return form


_FORMS = _Forms()


@dataclass(frozen=True)
class Folded:
    """`text` is searched; `places` tells where each of its characters was written, None
    where each stands at its own place."""

    text: str
    places: Sequence[int] | None

    def put(self, finds: Sequence[Find], written: str) -> str:
        """Return the text as written with the finds in it; they must not overlap."""
        parts, done = list[str](), 0
        for find in sorted(finds, key=lambda find: find.start):
            parts += written[done : self._place(find.start)], find.shown
            done = self._place(find.end - 1) + 1
        return "".join((*parts, written[done:]))

    def _place(self, at: int) -> int:
        return at if self.places is None else self.places[at]


def folded(text: str) -> Folded:
    if text.isascii():
        return Folded(text.replace("\t", " "), None)
    found = text.translate(_FORMS)
    if len(found) == len(text):
        return Folded(found, None)
    return Folded(found, [at for at, c in enumerate(text) if _FORMS[ord(c)]])


def _form(character: str) -> str:
    category = unicodedata.category(character)
    if category in _UNSEEN:
        return ""
    if category == "Zs" or character in _SPACES:
        return " "
    if category == "Pd" or character in _DASHES:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if ord(character) in _WIDE:
        return chr(ord(character) - _FROM_WIDE)
    return character

"""Folding of spellings: what makes two ways of writing a name the same name.

White space, zero-width characters and letter case do not count, and full-width letters
count as their plain form. Said once for Python and once for SQL; a test holds the two
against each other.
"""

from __future__ import annotations

import re

_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F))
_PLAIN = "".join(chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F))
_NARROW = str.maketrans(_WIDE, _PLAIN)
_IGNORED = "[\\s\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff]+"
_IGNORED_PATTERN = re.compile(_IGNORED)


def fold(text: str) -> str:
    """Return the form under which a spelling is looked up."""
    return _IGNORED_PATTERN.sub("", text.translate(_NARROW)).lower()


def sql_for_fold(expression: str) -> str:
    """Return SQL that folds the text `expression` just as `fold` does."""
    wide, plain = (text.replace("'", "''") for text in (_WIDE, _PLAIN))
    narrowed = f"translate({expression}, '{wide}', '{plain}')"
    return f"lower(regexp_replace({narrowed}, '{_IGNORED}', '', 'g'))"

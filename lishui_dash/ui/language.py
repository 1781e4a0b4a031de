"""Texts in the language this viewer chose."""

from __future__ import annotations

import streamlit as st

from lishui_dash.views import languages
from lishui_dash.views.languages import LANGS, Lang, texts
from lishui_dash.words import Words

PARAMETER = "lang"
DEFAULT: Lang = "hans"
HTML_LANG = {"hans": "zh-CN", "hant": "zh-TW", "en": "en"}
"""The language as a browser knows it: it chooses the form of the characters by it."""


def lang() -> Lang:
    """Return the viewer's language, as the address says it."""
    asked = st.query_params.get(PARAMETER, DEFAULT)
    return asked if asked in LANGS else DEFAULT


def say(words: Words) -> str:
    return languages.say(words, lang())


def text(key: str, **values: object) -> str:
    """Return a text of the interface. Raises KeyError for a key nobody has written."""
    return languages.text(key, lang(), **values)


def position(key: str) -> int:
    """Return where a key stands among the texts."""
    return list(texts()).index(key)

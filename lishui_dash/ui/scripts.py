"""The scripts that pages run, each the same for everybody.

A browser runs no other: the headers tell it what each of these hashes to. What differs
from page to page is written into an attribute, where it can never become a script.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape

from lishui_dash.ui.language import HTML_LANG

_LEAVE = "window.location.replace(document.querySelector('a.ld-away').href)"


def leaving(target: str, said: str) -> str:
    """Return HTML that sends the browser elsewhere; a link says the same without script."""
    return (
        f'<p class="ld-leave"><a class="ld-away" href="{escape(target)}" target="_self">'
        f"{escape(said)}</a></p>{element(_LEAVE)}"
    )


def speaking(html_lang: str) -> str:
    """Return HTML that tells the browser which language a page is in."""
    return element(_language(html_lang))


def own() -> tuple[str, ...]:
    """Return the scripts that are written here."""
    return (_LEAVE, *map(_language, HTML_LANG.values()))


def element(script: str) -> str:
    return f"<script>{script}</script>"


def fingerprint(script: str) -> str:
    """Return how a Content-Security-Policy names a script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _language(html_lang: str) -> str:
    return f"document.documentElement.lang = '{html_lang}';"

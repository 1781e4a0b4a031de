"""The pages of signing in and out, which do without a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from lishui_dash.access.forms import LIFE
from lishui_dash.ui import theme
from lishui_dash.ui.language import HTML_LANG
from lishui_dash.ui.scripts import element, fingerprint
from lishui_dash.ui.sign_in.addresses import own_address
from lishui_dash.views.languages import LANGS, Lang, text

FORM = "form"
"""The field that holds the token of a form."""
_RENEWED_SECONDS = int(LIFE.total_seconds() * 2 / 3)
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Field:
    """A field of a form. `completes` tells a browser's own keeper of passwords which."""

    name: str
    key: str
    completes: str
    value: str = ""
    is_secret: bool = True


@dataclass(frozen=True)
class Card:
    """What a page says. `said` is told at once to whoever cannot see it; `is_bad` where
    it tells what is wrong. `notes` are texts, `command` what is to be typed elsewhere.
    `is_renewed`: its form may stand for long, and gets new tokens by itself. `links` leads
    on: address and text."""

    path: str
    title: str
    said: str = ""
    is_bad: bool = True
    notes: tuple[str, ...] = ()
    command: str = ""
    fields: tuple[Field, ...] = ()
    token: str = ""
    is_renewed: bool = False
    links: tuple[tuple[str, str], ...] = field(default=())


def page(card: Card, lang: Lang, wanted: str = "", status: int = 200) -> HTMLResponse:
    """Return a card as a whole page."""
    title = escape(text(card.title, lang))
    body = "".join((_said(card), _notes(card), _form(card, lang, wanted), _links(card)))
    return HTMLResponse(
        f'<!doctype html><html lang="{HTML_LANG[lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · {escape(text('app.title', lang))}</title>"
        f'<link rel="icon" href="data:,"><style>{_style()}</style></head>'
        f'<body class="way"><main><p class="of">{escape(text("app.title", lang))}</p>'
        f"<h1>{title}</h1>{body}{_languages(card, lang, wanted)}</main></body></html>",
        status,
        _headers(),
    )


def until_text(until: datetime, at: datetime) -> str:
    """Return a moment as one may set one's watch by it, with the day if it is another."""
    just_short = timedelta(minutes=1) - timedelta.resolution
    whole = (until + just_short).replace(second=0, microsecond=0)
    return f"{whole:%H:%M}" if whole.date() == at.date() else f"{whole:%m-%d %H:%M}"


def _said(card: Card) -> str:
    if not card.said:
        return ""
    look, role = ("is-red", "alert") if card.is_bad else ("is-green", "status")
    return f'<p class="said {look}" id="said" role="{role}">{escape(card.said)}</p>'


def _notes(card: Card) -> str:
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in card.notes)
    command = f"<code>{escape(card.command)}</code>" if card.command else ""
    return f'{notes}<p class="note">{command}</p>' if command else notes


def _form(card: Card, lang: Lang, wanted: str) -> str:
    if not card.token:
        return ""
    action = escape(own_address(card.path, wanted, lang))
    shown = "".join(_input(each, card, lang) for each in _focused(card.fields))
    renews = f' data-renewed="{_RENEWED_SECONDS}"' if card.is_renewed else ""
    return (
        f'<form method="post" action="{action}"{renews}>{shown}'
        f'<input type="hidden" name="{FORM}" value="{escape(card.token)}">'
        f"<button>{escape(text(card.title, lang))}</button></form>{element(_script())}"
    )


def _focused(fields: Iterable[Field]) -> Iterable[tuple[Field, bool]]:
    """Yield each field with whether a visitor begins there: the first that is empty."""
    is_next = True
    for each in fields:
        yield each, is_next and not each.value
        is_next = is_next and bool(each.value)


def _input(shown: tuple[Field, bool], card: Card, lang: Lang) -> str:
    each, is_focused = shown
    marks = {
        "id": each.name,
        "name": each.name,
        "type": "password" if each.is_secret else "text",
        "autocomplete": each.completes,
        "value": each.value,
    }
    if not each.is_secret:
        # A password that is cut short unseen would be another one.
        marks["maxlength"] = "60"
    if card.said and card.is_bad:
        marks |= {"aria-invalid": "true", "aria-describedby": "said"}
    told = " ".join(f'{name}="{escape(value)}"' for name, value in marks.items())
    focus = " autofocus" if is_focused else ""
    return (
        f'<label for="{each.name}">{escape(text(each.key, lang))}</label>'
        f'<input {told} required autocapitalize="none" spellcheck="false"{focus}>'
    )


def _links(card: Card) -> str:
    return "".join(
        f'<a class="on" href="{escape(address)}">{escape(said)}</a>'
        for address, said in card.links
    )


def _languages(card: Card, lang: Lang, wanted: str) -> str:
    """Return the ways to the same page in the other languages."""
    ways = "".join(
        f'<b aria-current="true">{escape(text(f"lang.{each}", lang))}</b>'
        if each == lang
        else f'<a href="{escape(own_address(card.path, wanted, each))}" '
        f'lang="{HTML_LANG[each]}">{escape(text(f"lang.{each}", lang))}</a>'
        for each in LANGS
    )
    return f"<nav>{ways}</nav>"


@cache
def _style() -> str:
    return f"{theme.palettes()}\n{_HERE.with_name('sign_in.css').read_text('utf-8')}"


@cache
def _script() -> str:
    return (_HERE / "once.js").read_text("utf-8")


@cache
def _headers() -> Mapping[str, str]:
    """Return what keeps the page out of caches and frames, and other scripts out."""
    policy = {
        "default-src": "'none'",
        "style-src": fingerprint(_style()),
        "script-src": fingerprint(_script()),
        "connect-src": "'self'",
        "img-src": "data:",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
        "base-uri": "'none'",
    }
    return {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        # Another policy would have a browser leave the origin out of what it sends.
        "Referrer-Policy": "same-origin",
        "Content-Security-Policy": "; ".join(f"{n} {of}" for n, of in policy.items()),
    }

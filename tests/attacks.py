"""What an attacker writes into cells, names and addresses, and how it is noticed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from streamlit.testing.v1 import AppTest

from lishui_dash.intake.receive import Desk
from lishui_dash.intake.template import csv_of, example_row, headings
from lishui_dash.spec import Feed, Privacy, Type
from lishui_dash.ui import headers, scripts
from tests.intake.cases import MORNING, arrival

ELSEWHERE = "http://127.0.0.1/planted"
MARKUP = (
    "<img src=x onerror=planted()>\"'><svg/onload=planted()>]]></title></script>"
    "<script>planted()</script><a href=javascript:planted()>${{7*7}}</a>"
)
MARKDOWN = f"![x]({ELSEWHERE}) [y]({ELSEWHERE}) `"
SQL = "'); DROP TABLE delivery; -- ' OR 1=1"
FORMULA = "=HYPERLINK(0)+cmd|' /C planted'!A0"
HOSTILE = f"{MARKUP}{MARKDOWN}{SQL}"
SHORT = f"[y]({ELSEWHERE})<img src=x onerror=planted()>{SQL}"
"""For where only the beginning is looked at."""

_UI = Path(headers.__file__).parent
_LINK = re.compile(rf"(?<!\\)\]\({re.escape(ELSEWHERE)}")
_PLAIN = frozenset(
    {
        *("id", "url", "value", "default", "form_id", "file_name", "placeholder"),
        *("raw_value", "string_value", "set_value", "user_key", "page_name", "title"),
    }
)
"""Fields that a browser shows as they are, or not at all."""
_CHOICES = frozenset({("Selectbox", "options"), ("MultiSelect", "options")})
"""Shown as they are; those of other widgets are Markdown."""


def attacked(feed: Feed, text: str, *, but: frozenset[str] = frozenset()) -> bytes:
    """Return the example row of a feed with a text in every column of text, but some."""
    row = dict(zip(feed.column_names, example_row(feed), strict=True))
    for column in feed.columns:
        if column.type is Type.TEXT and column.name not in but:
            row[column.name] = text
    return csv_of([headings(feed), list(row.values())])


def harmless(desk: Desk, feed: Feed) -> frozenset[str]:
    """Return the columns that take no hostile text: the row would be refused for them.

    Codes and names of registers are among them, and who somebody is.
    """
    kept = {
        column.name
        for column in feed.columns
        if column.list_name or column.privacy in (Privacy.PSEUDONYM, Privacy.MASK)
    }
    by_heading = {column.words.hans: column.name for column in feed.columns}
    texts = [c.name for c in feed.columns if c.type is Type.TEXT and c.name not in kept]
    while texts:
        content = attacked(feed, HOSTILE, but=frozenset(kept))
        judged = desk.check(arrival(content, at=MORNING))
        if judged.is_accepted:
            break
        named = {by_heading.get(p.column, "") for p in judged.problems if p.rejects}
        kept |= (named & set(texts)) or {texts[-1]}
        texts = [name for name in texts if name not in kept]
    return frozenset(kept)


def planted_in(app: AppTest) -> list[str]:
    """Return every place of a page where what was written as text would be obeyed."""
    assert not app.exception, app.exception
    found = []
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if proto is None or not hasattr(proto, "DESCRIPTOR"):
            continue
        kind = proto.DESCRIPTOR.name
        for name, text in _texts(proto):
            is_html = kind == "Html" or getattr(proto, "allow_html", False)
            faults = html_faults(text) if is_html else markdown_faults(text)
            is_plain = name in _PLAIN or (kind, name) in _CHOICES
            found += [f"{kind}.{name}: {fault}" for fault in faults if not is_plain]
    return found


def html_faults(html: str, policy: str = "") -> list[str]:
    """Return what of a page would be obeyed; a page may have a policy of its own."""
    reader = _Reader(policy or headers.policy())
    reader.feed(html)
    reader.close()
    return reader.faults


def markdown_faults(text: str) -> list[str]:
    return [text[max(found.start() - 60, 0) :][:120] for found in _LINK.finditer(text)]


def _texts(proto: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a message with the fields they stand in."""
    if isinstance(proto, str):
        yield name, proto
        return
    for field, told in proto.ListFields():
        if field.type not in (FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_MESSAGE):
            continue
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            continue
        many = told if field.is_repeated else [told]
        for one in many:
            yield from _texts(one, field.name)


class _Reader(HTMLParser):
    """Finds elements that do something, and scripts that are not ours."""

    def __init__(self, policy: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._policy = policy
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            told = (value or "").strip().lower()
            if name.startswith("on") or (name, told) == ("src", "x"):
                self.faults.append(f"<{tag} {name}={value}>")
            if name in ("href", "src", "action") and told.startswith("javascript:"):
                self.faults.append(f"<{tag} {name}={value}>")
        if tag == "script":
            self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            if scripts.fingerprint(self._script) not in self._policy:
                self.faults.append(f"<script>{self._script[:60]}")
            self._script = None


def parameters() -> list[str]:
    """Return every parameter of an address that the pages look at, by their source."""
    found = set()
    for path in sorted(_UI.rglob("*.py")):
        asked = _asked_in(ast.parse(path.read_text("utf-8")))
        if not asked:
            continue
        part = path.relative_to(_UI.parents[1]).with_suffix("")
        module = import_module(".".join(part.parts).removesuffix(".__init__"))
        for node in asked:
            # A name that only a function knows is one of the others.
            with suppress(NameError):
                found.add(eval(ast.unparse(node), vars(module)))
    return sorted(name for name in found if isinstance(name, str))


def _asked_in(tree: ast.AST) -> list[ast.expr]:
    """Return what stands for a name in `query_params[...]` and `query_params.get(...)`."""
    asked = []
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=of, slice=name) if _is_query(of):
                asked.append(name)
            case ast.Call(func=ast.Attribute(value=of), args=[name, *_]) if _is_query(of):
                asked.append(name)
            case ast.Compare(left=name, ops=[ast.In()], comparators=[of]) if _is_query(of):
                asked.append(name)
    return asked


def _is_query(node: ast.expr) -> bool:
    return ast.unparse(node) in ("st.query_params", "query", "request.query_params")

"""A part of the administrator's page, opened and used in this process."""

from __future__ import annotations

from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from lishui_dash.access.audit import Entry
from lishui_dash.access.roles import Grant, Role
from lishui_dash.ui import access_files
from tests.access.cheap import GOOD
from tests.access.people import HOME, Person, person

ADMIN = person("admin", Grant(Role.ADMIN))
OF_COUNTY = person("county admin", Grant(Role.ADMIN, HOME))
WHY = "按值班表调整"


def _below_the_heading() -> None:
    # A test that opens a page through its frame loses what is pressed on the page: the
    # page runs without it first, and asks for it.
    from lishui_dash.ui.admin import sections

    sections.draw()


def opened(tab: str, **query: str) -> AppTest:
    app = AppTest.from_function(_below_the_heading, default_timeout=60)
    for name, value in {"tab": tab, **query}.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app = app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that says so; of several, the one that sends a form."""
    [button] = [one for one in app.button if one.label == label]
    return ran(button.click())


def named(fields: Any, form: str, name: str) -> Any:
    """Return a field of a form, whatever was done with the form before."""
    [found] = [one for one in fields if str(one.key).startswith(f"admin {form} {name} ")]
    return found


def html(app: AppTest) -> str:
    return unescape("\n".join(str(one.proto.body) for one in app.get("html")))


def said(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in app.success]


def wrong(app: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in app.error]


def on_record() -> Entry:
    """Return the last entry of the audit log."""
    return access_files.audit().entries(most=1)[0]


def made(name: str, *grants: Grant) -> Person:
    """Make an account; return whoever holds it."""
    at = access_files.accounts().listed()[0].made_at
    access_files.accounts().add(name, GOOD, at, "test", grants=grants)
    return Person(name, grants)


def kept_in(app: AppTest) -> str:
    """Return all that the session holds, as text."""
    told = repr(app.session_state)
    assert "admin" in told
    return told

"""What may be taken along, and which right it asks for beyond that of its page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from lishui_dash.access.roles import Right
from lishui_dash.access.scope import Scope
from lishui_dash.errors import AccessRefused
from lishui_dash.words import Words


class Export(Enum):
    """A sort of file that leaves the program."""

    SHOWN = "shown"
    """a table or a picture of what the page shows, and nothing that it does not"""
    ROWS = "rows"
    """rows behind a figure that tell of things"""
    PERSONS = "persons"
    """rows behind a figure that tell of persons"""
    CHANGED_PERSONS = "changed_persons"
    """stored rows that tell of persons, so far as a file changes them that is handed in"""
    FORM = "form"
    """an empty form of a report"""
    FILLED_FORM = "filled_form"
    """the form of a unit's day, with the names of its people in it"""
    MARKED_COPY = "marked_copy"
    """a file that somebody has sent, with its faults marked and persons masked"""
    AUDIT_LOG = "audit_log"


EXPORTS: Mapping[Export, tuple[Right, ...]] = {
    Export.SHOWN: tuple(Right),
    Export.ROWS: (Right.ROWS,),
    Export.PERSONS: (Right.PERSONS,),
    Export.CHANGED_PERSONS: (Right.SEND,),
    Export.FORM: (Right.SEND, Right.CATALOGUE),
    Export.FILLED_FORM: (Right.SEND,),
    Export.MARKED_COPY: (Right.SEND, Right.CATALOGUE),
    Export.AUDIT_LOG: (Right.AUDIT,),
}
"""One of these rights is enough."""

ON_RECORD = frozenset(
    {Export.PERSONS, Export.CHANGED_PERSONS, Export.FILLED_FORM, Export.AUDIT_LOG}
)
"""Whoever takes one of these goes on record before it is made."""


def may_take(scope: Scope, export: Export, unit: str | None = None) -> bool:
    """Whether somebody may take a sort of file along, of one unit where it is a unit's."""
    return any(scope.may(right, unit) for right in EXPORTS[export])


def require_export(scope: Scope, export: Export, unit: str | None = None) -> None:
    """Raises AccessRefused where somebody may not take a sort of file along."""
    if not may_take(scope, export, unit):
        raise AccessRefused(
            Words("此文件不供您下载，或您已退出", "this file is not for you, or no longer")
        )

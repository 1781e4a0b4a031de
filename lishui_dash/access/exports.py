"""What may be taken along, and which right it asks for beyond that of its page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from lishui_dash.access.roles import Right
from lishui_dash.access.scope import Scope


class Export(Enum):
    """A sort of file that leaves the program."""

    SHOWN = "shown"
    """a table or a picture of what the page shows, and nothing that it does not"""
    ROWS = "rows"
    """rows behind a figure that tell of things"""
    PERSONS = "persons"
    """rows behind a figure that tell of persons; whoever takes them is on record"""
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
    Export.FORM: (Right.SEND, Right.CATALOGUE),
    Export.FILLED_FORM: (Right.SEND,),
    Export.MARKED_COPY: (Right.SEND, Right.CATALOGUE),
    Export.AUDIT_LOG: (Right.AUDIT,),
}
"""One of these rights is enough."""


def may_take(scope: Scope, export: Export, unit: str | None = None) -> bool:
    """Whether somebody may take a sort of file along, of one unit where it is a unit's."""
    return any(scope.may(right, unit) for right in EXPORTS[export])

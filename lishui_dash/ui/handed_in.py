"""Files that come without a page: for whom whoever brings them may speak, and on record.

Whoever reaches the door holds the key of the store and may hand in for all, unless he says
in whose name he does. The folder of a unit in the inbox speaks for that unit and for what
stands below it: who may write there is for its owner to say.
"""

from __future__ import annotations

from functools import partial

from lishui_dash.access.names import COMMAND_LINE
from lishui_dash.access.scope import below, scope_of
from lishui_dash.actions.inbox import SENDER as INBOX_SENDER
from lishui_dash.actions.reply import Reply
from lishui_dash.intake.arrival import Arrival
from lishui_dash.intake.permit import Permit
from lishui_dash.intake.receive import Desk
from lishui_dash.store.sight import NOWHERE
from lishui_dash.ui import access_files
from lishui_dash.ui.on_record import told_of_files
from lishui_dash.views.reply import reply_to


def at_the_door(desk: Desk, arrival: Arrival) -> Reply:
    """Answer a command. Raises StoreUnavailable."""
    permit = Permit(COMMAND_LINE)
    if arrival.account:
        permit = _permit_of(desk, arrival.account)
    return _answered(desk, arrival, permit)


def from_the_inbox(desk: Desk, arrival: Arrival) -> Reply:
    """Answer a file of the inbox. Raises StoreUnavailable."""
    registers = desk.engine.registers
    unit = registers.units.get(arrival.unit or "")
    permit = Permit(INBOX_SENDER)
    if unit is not None:
        permit = Permit(INBOX_SENDER, below(registers, unit), NOWHERE)
    return _answered(desk, arrival, permit)


def _permit_of(desk: Desk, name: str) -> Permit:
    """Return the permit of an account; one that is closed or unknown may send nothing."""
    account = access_files.accounts().account(name)
    if account is None or account.closed_at is not None:
        return Permit(name, NOWHERE, NOWHERE)
    engine = desk.engine
    return scope_of(name, account.grants, engine.registers, engine.catalogue).permit


def _answered(desk: Desk, arrival: Arrival, permit: Permit) -> Reply:
    tell = partial(told_of_files, permit.account, desk.engine.registers)
    return reply_to(desk.under(permit, tell), arrival)

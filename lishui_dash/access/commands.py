"""What each command of the command line asks for, of whoever acts in somebody's name.

Whoever runs a command and has the key files is the operator: the machine lets him do
everything. With `--account` he does what that account may do, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from lishui_dash.access.pages import Needs
from lishui_dash.access.roles import Right
from lishui_dash.access.scope import Scope
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import AccessRefused
from lishui_dash.words import Words


class Holder(Enum):
    OPERATOR = "operator"
    """for whoever holds the key files alone; no role gives it"""


COMMANDS: Mapping[str, Needs | Holder] = {
    "check": Needs((Right.REFERENCE,)),
    "receive": Needs((Right.SEND,)),
    "templates": Needs((Right.REFERENCE,)),
    "dictionary": Needs((Right.REFERENCE,)),
    # These reach all accounts, screens and lines; the pages show a county its own.
    "screen": Needs((Right.ACCOUNTS,), everywhere=True),
    "account": Needs((Right.ACCOUNTS,), everywhere=True),
    "audit": Needs((Right.AUDIT,), everywhere=True),
    "unlock": Holder.OPERATOR,
    "demo": Holder.OPERATOR,
    "retain": Holder.OPERATOR,
    "rotate-key": Holder.OPERATOR,
}


def may_run(scope: Scope, command: str) -> bool:
    """Whether an account may run a command; one that is not listed nobody may."""
    needs = COMMANDS.get(command, Holder.OPERATOR)
    return isinstance(needs, Needs) and needs.met_by(scope)


def require_command(scope: Scope, command: str) -> None:
    """Raises AccessRefused for a command that an account may not run."""
    if may_run(scope, command):
        return
    needs = COMMANDS.get(command, Holder.OPERATOR)
    if isinstance(needs, Needs):
        scope.require(needs.rights[0], WHOLE if needs.everywhere else None)
    raise AccessRefused(
        Words(
            f"命令 {command} 只供持有密钥文件的运维人员使用，任何账号都不能执行",
            f"{command} is for whoever holds the key files, and for no account",
        )
    )

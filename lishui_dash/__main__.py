"""python -m lishui_dash: what is done from a command line.

While the dashboard runs the store is its own: `receive` hands the files to it, `check`,
`templates`, `unlock`, `dictionary`, `screen`, `account` and `audit` need no store, and
`demo`, `retain` and `rotate-key` need it stopped.
"""

from __future__ import annotations

import importlib
import sys

import click

from lishui_dash.actions.mishap import keep_logs_clean
from lishui_dash.errors import LishuiDashError

_COMMANDS = {
    "check": "deliveries",
    "receive": "deliveries",
    "unlock": "deliveries",
    "templates": "forms",
    "dictionary": "forms",
    "demo": "demo",
    "screen": "screens",
    "account": "accounts",
    "audit": "audit",
    "retain": "privacy",
    "rotate-key": "privacy",
}
"""Each command and its module, loaded when it is called: all together take a second."""
_NOT_DONE = 3
"""The exit code where nothing was judged: 1 says that a file was refused, 2 wrong usage."""


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"lishui_dash.commands.{_COMMANDS[name]}")
        command: click.Command = getattr(module, name.replace("-", "_"))
        return command


@click.command(cls=_Commands, help=__doc__)
@click.option("--account", default="", help="Act in the name of an account, as it may.")
@click.pass_context
def main(context: click.Context, account: str) -> None:
    context.obj = account
    if account and context.invoked_subcommand:
        # Loaded when somebody asks for it: it takes the catalogue along.
        from lishui_dash.commands.acting import act_for

        act_for(account, context.invoked_subcommand)


if __name__ == "__main__":
    keep_logs_clean()
    try:
        main(prog_name="python -m lishui_dash")
    except LishuiDashError as error:
        click.echo(str(error), err=True)
        sys.exit(_NOT_DONE)

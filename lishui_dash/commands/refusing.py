"""A group of commands that tells what is refused as a sentence."""

from __future__ import annotations

import click

from lishui_dash.errors import SetupRefused


class Refusing(click.Group):
    """Exits 1 where something is refused, and not with a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except SetupRefused as refused:
            raise click.ClickException(str(refused)) from refused

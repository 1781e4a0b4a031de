"""Screens are given an address of their own, listed and shut out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from lishui_dash.access.screens import Screen, Screens
from lishui_dash.commands.recorded import operator
from lishui_dash.commands.refusing import Refusing
from lishui_dash.spec.settings import ADDRESS, PORT, SCREENS, SECRET_FILE, setting
from lishui_dash.ui import access_told
from lishui_dash.ui.clock import clock_of_store
from lishui_dash.ui.secret_places import require_outside

_EVERYWHERE = {"0.0.0.0", "::"}


@click.group(cls=Refusing)
def screen() -> None:
    """Let a screen show the wall by an address of its own, without signing in.

    The running dashboard follows within seconds. Until accounts exist the wall is open
    without a token too, as every page is.
    """
    require_outside(SECRET_FILE)


@screen.command()
@click.argument("name")
def add(name: str) -> None:
    """Register the screen NAME and print its address, this once."""
    at = clock_of_store()
    token = _screens().add(name, at, access_told.screen_added(operator(), at))
    click.echo(f"http://{_host()}:{setting(PORT, os.environ)}/screen/{token}")
    click.echo("网址只显示这一次，请立即设到大屏上。 It is shown only this once.", err=True)


@screen.command("list")
def list_() -> None:
    """List the screens: name, since when, and until when."""
    for each in _screens().listed():
        click.echo(_line(each))


@screen.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Shut out the screen NAME; its address shows nothing any more."""
    at = clock_of_store()
    _screens().revoke(name, at, access_told.screen_revoked(operator(), at))


def _screens() -> Screens:
    return Screens(Path(setting(SCREENS, os.environ)))


def _host() -> str:
    """Return what a screen calls this machine: its name where every address is served."""
    address = setting(ADDRESS, os.environ)
    if address in _EVERYWHERE:
        return socket.gethostname()
    return f"[{address}]" if ":" in address else address


def _line(each: Screen) -> str:
    made = f"{each.made_at:%Y-%m-%d %H:%M}"
    if each.revoked_at is None:
        return f"{each.name}  {made}  使用中 in use"
    return f"{each.name}  {made}  {each.revoked_at:%Y-%m-%d %H:%M} 停用 revoked"

"""Where the audit log lies, as the settings say, and who is at the command line."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import click

from lishui_dash.access.audit import Audit, audit_key
from lishui_dash.access.names import COMMAND_LINE
from lishui_dash.spec.settings import AUDIT, SECRET_FILE, setting
from lishui_dash.ui.secret_places import placed


def audit_log() -> Audit:
    """Return the log; its key is made where there is none yet."""
    return Audit(log_file(), audit_key(secret_file()))


def log_file() -> Path:
    return Path(setting(AUDIT, os.environ))


def secret_file() -> Path:
    """Raises SetupRefused where the secret may not lie in its place."""
    return placed(SECRET_FILE)


def acting() -> str:
    """Return the account in whose name the command is run, "" for the operator's own."""
    context = click.get_current_context(silent=True)
    return str(context.find_root().obj or "") if context else ""


def operator() -> str:
    """Return who an event of the command line tells of: the account, or 命令行 and the
    system's user."""
    if account := acting():
        return account
    number = os.getuid()
    try:
        return f"{COMMAND_LINE} {pwd.getpwuid(number).pw_name}"
    except KeyError:
        return f"{COMMAND_LINE} {number}"

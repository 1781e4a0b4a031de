"""Accounts whose passwords cost nothing to hash."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher

from lishui_dash.access.accounts import Accounts

HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
AT = datetime(2020, 3, 4, 9)
GOOD, OTHER = "白云山下 7 棵樟树", "seven Camphor trees"
BY = "命令行"
ADDRESS = "10.1.2.3"


def accounts_in(path: Path) -> Accounts:
    return Accounts(path, HASHER)

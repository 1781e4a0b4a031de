"""Forms that are good once, for a quarter of an hour, and for one browser.

A form carries a signed token. It is bound to what the browser was given with it, so that
nobody can have a form of his own filled in by others; a token that was used is written
down until it would have expired.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from lishui_dash.access.account_file import AccountFile
from lishui_dash.access.attempts import AHEAD

LIFE = timedelta(minutes=15)
_LONGEST_TOKEN = 500
_BYTES = 16


class Filled(Enum):
    """What is to be said of a form that came back."""

    GOOD = "good"
    EXPIRED = "expired"
    USED = "used"
    FORGED = "forged"


class Forms:
    """Gives out tokens and takes them back. `key` signs them."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = AccountFile(path)
        self._signer = URLSafeSerializer(key, salt="lishui form")

    def token(self, purpose: str, holder: str, at: datetime) -> str:
        """Return a token for a form. `holder` is what only its browser will send."""
        told = [purpose, _hash(holder), at.isoformat(), secrets.token_urlsafe(_BYTES)]
        return str(self._signer.dumps(told))

    def used(self, token: str, purpose: str, holder: str, at: datetime) -> Filled:
        """Say whether a form may be followed; where it may, it may not again."""
        try:
            if len(token) > _LONGEST_TOKEN:
                return Filled.FORGED
            of, given_to, given, _ = self._signer.loads(token)
            given_at = datetime.fromisoformat(given)
        except (BadData, ValueError, TypeError):
            return Filled.FORGED
        if (of, given_to) != (purpose, _hash(holder)) or not holder:
            return Filled.FORGED
        if not given_at - AHEAD <= at < given_at + LIFE:
            return Filled.EXPIRED
        return Filled.GOOD if self._is_first(token, given_at + LIFE, at) else Filled.USED

    def _is_first(self, token: str, ends_at: datetime, at: datetime) -> bool:
        with self._file.writing() as file:
            file.execute("DELETE FROM used_form WHERE ends_at <= ?", (at.isoformat(),))
            return bool(
                file.execute(
                    "INSERT OR IGNORE INTO used_form (sha256, ends_at) VALUES (?, ?)",
                    (_hash(token), ends_at.isoformat()),
                ).rowcount
            )


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()

"""Browsers that have signed in before, told by a signed cookie that they keep.

It opens nothing. It has a browser counted by itself when it tries a name again, so that
nobody who knows the name alone can lock its holder out where he works.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from lishui_dash.access.account import Account
from lishui_dash.access.names import folded

_BYTES = 16
_MOST_NAMES = 8
"""Who shares a desk: the cookie holds those who signed in last."""
_LONGEST = 2_000


@dataclass(frozen=True)
class Known:
    """A browser, and the names it has signed in to: each, as a hash, with the number that
    its account had then. An account has another one after each change of its password."""

    browser: str
    numbers: Mapping[str, int] = field(default_factory=dict)

    def knows(self, account: Account) -> bool:
        return self.numbers.get(_hash(account.name)) == account.session_no

    def with_account(self, account: Account) -> Known:
        """Return it with an account that has just been signed in to."""
        key = _hash(account.name)
        others = [each for each in self.numbers.items() if each[0] != key]
        kept = others[1 - _MOST_NAMES :]
        return Known(self.browser, dict([*kept, (key, account.session_no)]))


STRANGER = Known("")


class KnownBrowsers:
    """Writes and reads the cookies. `key` signs them."""

    def __init__(self, key: bytes) -> None:
        self._signer = URLSafeSerializer(key, salt="lishui known browser")

    def written(self, known: Known) -> str:
        return str(self._signer.dumps([known.browser, known.numbers]))

    def read(self, told: str) -> Known:
        """Return the browser of a cookie; a new one for whatever was not written here."""
        try:
            if len(told) <= _LONGEST:
                browser, numbers = self._signer.loads(told)
                return Known(str(browser), dict(numbers))
        except (BadData, ValueError, TypeError):
            pass
        return Known(secrets.token_urlsafe(_BYTES))


def _hash(name: str) -> str:
    return sha256(folded(name).encode("utf-8", "replace")).hexdigest()[:32]

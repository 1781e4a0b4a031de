"""The keys of the door: IDs become pseudonyms with them, and originals are locked by them.

What a person's ID was, nobody can tell from the store: the keys lie outside it. The same
keys, by another derivation, lock the original files.

A key is rotated by putting another above it: pseudonyms go through all of them, one after
another, so that the store can be carried over without any ID, which it does not have. What
is locked opens with the one key it was locked with.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lishui_dash.intake.key_file import keys_in, new_key

_NONCE_BYTES, _SIZE_BYTES = 12, 8
_CODEC = "zstd"


@dataclass(frozen=True)
class KeyRing:
    """What is needed to make pseudonyms and to lock and unlock originals.

    `_applied` is how many of the keys the store has gone through: one that was added to the
    file may still have to be.
    """

    _keys: tuple[bytes, ...]
    _applied: int

    def __repr__(self) -> str:
        return "KeyRing(...)"

    @classmethod
    def of(cls, keys: tuple[bytes, ...]) -> KeyRing:
        """Return the ring of a store that has gone through all of these keys."""
        return cls(keys, len(keys))

    @classmethod
    def from_file(cls, path: Path) -> KeyRing:
        """Read the keys, or make one (mode 0600) where there is none yet.

        Raises SetupRefused for a file that is damaged.
        """
        return cls.of(keys_in(path))

    @classmethod
    def in_memory(cls) -> KeyRing:
        """Return a new key that is kept nowhere."""
        return cls.of((new_key(),))

    @property
    def number(self) -> int:
        """How many keys there are."""
        return len(self._keys)

    def applied(self, number: int) -> KeyRing:
        """Return the ring as it fits a store that has gone through so many keys."""
        return replace(self, _applied=number)

    def added(self, key: bytes) -> KeyRing:
        """Return the ring of a store that has gone through one more key."""
        return KeyRing.of((*self._keys, key))

    def pseudonym(self, folded: str) -> str:
        """Return P and 16 hex digits, always the same for the same text and keys."""
        return self.carried(folded, since=0)

    def carried(self, told: str, since: int) -> str:
        """Return what a pseudonym of the first `since` keys is after all applied."""
        for key in self._keys[since : self._applied]:
            told = "P" + hmac.digest(key, told.encode(), "sha256").hex()[:16]
        return told

    def carried_ways(self, told: str) -> tuple[str, ...]:
        """Return what a pseudonym is now, whether it was made by all the keys that are
        applied, by all but the last, and so on down to the first alone."""
        return tuple(self.carried(told, since) for since in range(self._applied, 0, -1))

    def lock(self, content: bytes) -> bytes:
        """Return the bytes compressed and encrypted, with the last key that is applied."""
        size = len(content).to_bytes(_SIZE_BYTES, "big")
        packed = size + pa.compress(content, codec=_CODEC, asbytes=True)
        nonce = os.urandom(_NONCE_BYTES)
        key = self._keys[self._applied - 1]
        return nonce + _cipher(key).encrypt(nonce, packed, None)

    def unlock(self, locked: bytes) -> bytes:
        """Return what `lock` was given, whichever key it was locked with.

        Raises InvalidTag where it was none of these.
        """
        packed = self._opened(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:])
        size = int.from_bytes(packed[:_SIZE_BYTES], "big")
        unpacked = pa.decompress(packed[_SIZE_BYTES:], size, codec=_CODEC, asbytes=True)
        return bytes(unpacked)

    def door_word(self) -> bytes:
        """Return what both ends of the door must know; it tells nothing of the key."""
        return hmac.digest(self._keys[-1], b"door of the store", "sha256")

    def print_of(self, number: int) -> str:
        """Return what tells a key from others, and nothing of it; the first is 1."""
        return hmac.digest(self._keys[number - 1], b"print of the key", "sha256").hex()[:16]

    def _opened(self, nonce: bytes, encrypted: bytes) -> bytes:
        for key in self._keys[:0:-1]:
            try:
                return _cipher(key).decrypt(nonce, encrypted, None)
            except InvalidTag:
                continue
        return _cipher(self._keys[0]).decrypt(nonce, encrypted, None)


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key, b"original files", "sha256"))

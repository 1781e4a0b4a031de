"""The key of the door: IDs become pseudonyms with it, and originals are locked by it.

What a person's ID was, nobody can tell from the store: the key lies outside it. The same
key, by another derivation, locks the original files.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES, _NONCE_BYTES, _SIZE_BYTES = 32, 12, 8
_CODEC = "zstd"


@dataclass(frozen=True)
class KeyRing:
    """What is needed to make pseudonyms and to lock and unlock originals."""

    _key: bytes

    def __repr__(self) -> str:
        return "KeyRing(...)"

    @classmethod
    def from_file(cls, path: Path) -> KeyRing:
        """Read the key, or make one (mode 0600) where there is none yet."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(os.urandom(_KEY_BYTES))
        return cls(path.read_bytes())

    @classmethod
    def in_memory(cls) -> KeyRing:
        """Return a new key that is kept nowhere."""
        return cls(os.urandom(_KEY_BYTES))

    def pseudonym(self, folded: str) -> str:
        """Return P and 16 hex digits, always the same for the same text and key."""
        return "P" + hmac.digest(self._key, folded.encode(), "sha256").hex()[:16]

    def lock(self, content: bytes) -> bytes:
        """Return the bytes compressed and encrypted."""
        size = len(content).to_bytes(_SIZE_BYTES, "big")
        packed = size + pa.compress(content, codec=_CODEC, asbytes=True)
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher().encrypt(nonce, packed, None)

    def unlock(self, locked: bytes) -> bytes:
        """Return what `lock` was given. Raises InvalidTag under another key."""
        nonce, encrypted = locked[:_NONCE_BYTES], locked[_NONCE_BYTES:]
        packed = self._cipher().decrypt(nonce, encrypted, None)
        size = int.from_bytes(packed[:_SIZE_BYTES], "big")
        unpacked = pa.decompress(packed[_SIZE_BYTES:], size, codec=_CODEC, asbytes=True)
        return bytes(unpacked)

    def door_word(self) -> bytes:
        """Return what both ends of the door must know; it tells nothing of the key."""
        return hmac.digest(self._key, b"door of the store", "sha256")

    def _cipher(self) -> AESGCM:
        return AESGCM(hmac.digest(self._key, b"original files", "sha256"))

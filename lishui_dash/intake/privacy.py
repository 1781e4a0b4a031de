"""Persons at the door: IDs become pseudonyms, names and phones are masked.

What a person's ID was, nobody can tell from the store: the key lies outside it. The same
key, by another derivation, locks the original files.
"""

from __future__ import annotations

import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lishui_dash.spec import Privacy

_KEY_BYTES, _NONCE_BYTES, _SIZE_BYTES = 32, 12, 8
_CODEC = "zstd"
_LONG = 6

_COLLECTIVE = (
    "局|队|组|支部|党委|党总支|院|所|村|社区|镇|乡|街道|公司|学校|集体|办公室|中心|科|站|处"
    "|委员会|指挥部|专班|班组|医疗队|团队|协会|医院|集团|单位"
)
_ID_IN_TEXT = (
    "([1-9][0-9]{2})[0-9]{3}[ -]?[12][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{2}([0-9][0-9Xx])"
)
_PHONE_IN_TEXT = "(1[3-9][0-9])[ -]?[0-9]{4}[ -]?([0-9]{4})"


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

    def _cipher(self) -> AESGCM:
        return AESGCM(hmac.digest(self._key, b"original files", "sha256"))


def masked_value(value: str, privacy: Privacy) -> str:
    """Return a cell as a problem may quote it."""
    if privacy is Privacy.NONE or not value:
        return value
    if privacy is Privacy.PSEUDONYM and len(value) >= _LONG:
        return f"{value[:3]}***{value[-2:]}"
    shown = 0 if len(value) == 1 else 1 if len(value) < _LONG else 2
    return f"{value[:shown]}***"


def sql_for_mask(cell: str) -> str:
    """Return SQL that masks a person's name or mobile number.

    What is masked already stays, and so does the name of a collective.
    """
    bare = f"regexp_replace({cell}, '[\\s\u3000-]', '', 'g')"
    return f"""CASE
        WHEN {cell} IS NULL OR contains({cell}, '*') THEN {cell}
        WHEN regexp_full_match({bare}, '1[3-9][0-9]{{9}}')
            THEN {bare}[1:3] || '****' || {bare}[8:]
        WHEN length({cell}) > 4 AND regexp_matches({cell}, '({_COLLECTIVE})$') THEN {cell}
        WHEN length({bare}) < 3 THEN {bare}[1] || '*'
        ELSE {bare}[1] || repeat('*', length({bare}) - 2) || {bare}[-1]
    END"""


def sql_for_scan(cell: str) -> str:
    """Return SQL that masks the IDs and mobile numbers inside a free text."""
    digits = f"translate({cell}, '０１２３４５６７８９Ｘｘ', '0123456789Xx')"
    without_ids = f"regexp_replace({digits}, '{_ID_IN_TEXT}', '\\1***\\2', 'g')"
    return f"""CASE
        WHEN regexp_matches({cell}, '[0-9０-９]')
            THEN regexp_replace({without_ids}, '{_PHONE_IN_TEXT}', '\\1****\\2', 'g')
        ELSE {cell}
    END"""


_WIDE_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def scanned(text: str) -> str:
    """Return one text as `sql_for_scan` returns a column of them."""
    digits = text.translate(_WIDE_DIGITS)
    if not re.search("[0-9]", digits):
        return text
    without_ids = re.sub(_ID_IN_TEXT, r"\1***\2", digits)
    return re.sub(_PHONE_IN_TEXT, r"\1****\2", without_ids)

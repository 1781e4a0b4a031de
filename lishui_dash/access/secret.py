"""The secret of access: what the audit chain and signed forms are keyed with.

It lies in a file outside the store, and is never the key of the pseudonyms: whoever may
verify the audit need not be able to open an original.
"""

from __future__ import annotations

import hmac
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lishui_dash.errors import SetupRefused

_BYTES = 32


@dataclass(frozen=True)
class Secret:
    """Gives a key of its own to each purpose; none of them tells the secret."""

    _key: bytes

    def __repr__(self) -> str:
        return "Secret(...)"

    @classmethod
    def from_file(cls, path: Path) -> Secret:
        """Read the secret, or make one (mode 0600) where there is none yet.

        Two processes that start at once come to the same secret. Raises SetupRefused for a
        file that cannot be read or made, or that holds anything but a secret.
        """
        try:
            if not path.exists():
                _make(path)
            key = path.read_bytes()
        except OSError as error:
            raise SetupRefused(
                f"密钥文件 {path} 无法读取或生成。"
                f" The secret can be neither read nor made there. ({error.strerror})"
            ) from error
        if len(key) != _BYTES:
            raise SetupRefused(
                f"密钥文件 {path} 已损坏，应为 {_BYTES} 字节，请用备份恢复。"
                f" The secret is damaged, it has {_BYTES} bytes: restore it from a backup."
            )
        return cls(key)

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose, always the same for the same secret."""
        return hmac.digest(self._key, purpose.encode(), "sha256")


def _make(path: Path) -> None:
    """Put a whole secret in its place, or leave the one that somebody else put there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    whole = Path(made)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link never takes the place of a file that is there.
        path.hardlink_to(whole)
    except FileExistsError:
        pass
    finally:
        whole.unlink()

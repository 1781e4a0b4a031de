"""A store on disk with its key, as a process finds it when it starts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from lishui_dash.spec.settings import (
    ACCESS,
    ACCOUNTS,
    AUDIT,
    CLOCK,
    INBOX,
    KEY_FILE,
    SCREENS,
    SECRET_FILE,
    STORE,
)


@dataclass(frozen=True)
class Kept:
    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "lishui.duckdb"

    @property
    def key_file(self) -> Path:
        return self.folder / "pseudonym.key"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def screens(self) -> Path:
        return self.folder / "screens.csv"

    @property
    def accounts(self) -> Path:
        return self.folder / "access.sqlite"

    @property
    def secret_file(self) -> Path:
        return self.folder / "access.key"

    @property
    def audit(self) -> Path:
        return self.folder / "audit.jsonl"

    def settings(self, clock: str = "2020-03-04T09:00") -> dict[str, str]:
        return {
            STORE.name: str(self.store),
            KEY_FILE.name: str(self.key_file),
            INBOX.name: str(self.inbox),
            SCREENS.name: str(self.screens),
            CLOCK.name: clock,
            ACCESS.name: "open",
            ACCOUNTS.name: str(self.accounts),
            SECRET_FILE.name: str(self.secret_file),
            AUDIT.name: str(self.audit),
        }

    def copied_to(self, folder: Path) -> Kept:
        for file in (self.store, self.key_file):
            if file.exists():
                shutil.copy(file, folder)
        return Kept(folder)

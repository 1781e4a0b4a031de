"""Files that the inbox has put away: copies of originals and what was said of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidTag

from lishui_dash.actions.putting_away import ACCEPTED, REJECTED, write_whole
from lishui_dash.actions.sealing import LOCKED
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.spec import Trace, Words

TRACE = Trace(
    "inbox",
    Words("收件夹中处理过的文件", "Files that the inbox has put away"),
    {"accepted": ("file", "report"), "rejected": ("file", "report")},
    Words(
        "收件夹报来的文件和处理说明；有个人信息的文件已加密",
        "What came through the inbox and what was said of it; a file that names people is "
        "locked",
    ),
    Words("报送单位核对和改正", "For the unit to check and to put right"),
    Words("能读该单位收件夹的人", "Whoever may read the unit's folder"),
    Words("处理后 {days} 天", "{days} days"),
)

_LISHUI = ZoneInfo("Asia/Shanghai")


def forget_copies(inbox: Path, until: date) -> int:
    """Delete what was put away on a day before `until`; return how many files.

    Reports go with the files: they quote them. Raises OSError.
    """
    old = [path for path in _put_away(inbox) if _put_away_on(path) < until]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def lock_copies_anew(inbox: Path, keys: KeyRing) -> tuple[int, int]:
    """Lock what lies there locked with the newest key; return how many, and how many not.

    What opens with none of the keys is left. The moment at which a file was put away
    stays. Broken off, it leaves files that open with an older key. Raises OSError.
    """
    done = unreadable = 0
    for path in [*_put_away(inbox)]:
        if path.suffix != LOCKED:
            continue
        try:
            content = keys.unlock(path.read_bytes())
        except InvalidTag:
            unreadable += 1
        else:
            write_whole(path, keys.lock(content), put_away_at=path.stat().st_mtime)
            done += 1
    return done, unreadable


def _put_away(inbox: Path) -> Iterator[Path]:
    for folder in (ACCEPTED, REJECTED):
        for where in (folder, f"*/{folder}"):
            for path in inbox.glob(f"{where}/*"):
                if path.is_file() and not path.is_symlink():
                    yield path


def _put_away_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, _LISHUI).date()

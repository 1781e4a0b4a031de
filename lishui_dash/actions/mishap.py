"""A fault of our own is told so that it can be found, without a word of anybody's file."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from lishui_dash.intake.masking import masked_text

LOG = logging.getLogger("lishui_dash")


def log_mishap(doing: str, error: BaseException) -> None:
    """Log where an error arose, and not what it says: it may quote a cell of the file."""
    LOG.error("%s：%s", doing, _places(error))


def keep_logs_clean() -> None:
    """Have this process tell of an error where it arose, and nothing of what it says, be
    it logged or the end of a thread or of the whole; numbers of persons in any other
    warning are masked.

    Libraries log errors with all they say, and what a driver or a parser says quotes what
    it was given. Called once, where the server or a command starts: what a command writes
    on its way out is mailed by cron.
    """
    logging.setLogRecordFactory(_cleaned(logging.getLogRecordFactory()))
    threading.excepthook = _told_of_thread
    sys.excepthook = _told_of_end


def _cleaned(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    def cleaned(*args: object, **more: object) -> logging.LogRecord:
        record = make(*args, **more)
        error = record.exc_info[1] if record.exc_info else None
        if record.levelno >= logging.WARNING:
            record.msg, record.args = masked_text(_said(record)), ()
        if error is not None:
            record.exc_info = None
            record.msg = f"{record.msg}：Traceback, {_places(error)}"
        return record

    return cleaned


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def _told_of_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and told.exc_type is not SystemExit:
        name = told.thread.name if told.thread else ""
        LOG.error("线程 %s 中断：Traceback, %s", name, _places(told.exc_value))


def _told_of_end(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        LOG.error("程序中断：Traceback, %s", _places(error))


def _places(error: BaseException) -> str:
    """Return what sort of error it was and where it arose, the innermost place first."""
    steps = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{step.filename}:{step.lineno}" for step in reversed(steps))
    return f"{type(error).__name__}，{places}"

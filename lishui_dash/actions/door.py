"""The door beside the store: the process that owns it takes files from other processes.

The socket lies beside the store's file and is open to its own user alone.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from lishui_dash.actions.letter import Letter
from lishui_dash.actions.mishap import LOG, log_mishap
from lishui_dash.actions.reply import Answer, Reply
from lishui_dash.actions.wire import (
    LONGEST_LETTER,
    address_of,
    connection_of,
    is_known_caller,
)
from lishui_dash.errors import StoreUnavailable
from lishui_dash.store.engine import Engine

_AT_ONCE = 4
"""Callers attended at once: each may hold a file in memory. Others wait their turn."""
_WAITING = 64
_LOOK = 0.5
"""Seconds between two looks at whether the door is to be closed."""


class Door:
    """Listens for callers from `open` to `close`, in threads of its own."""

    def __init__(
        self,
        store: Path,
        word: bytes,
        engine: Engine,
        answer: Answer,
        clock: Callable[[], datetime],
        largest: int,
    ) -> None:
        """`word` is what both ends must know; `largest` is in bytes."""
        self._address = address_of(store)
        self._word = word
        self._engine = engine
        self._answer = answer
        self._clock = clock
        self._largest = largest
        self._closing = threading.Event()
        self._free = threading.Semaphore(_AT_ONCE)
        self._pool = ThreadPoolExecutor(_AT_ONCE, "door")
        self._thread = threading.Thread(target=self._listen, name="door", daemon=True)
        self._socket = socket.socket(socket.AF_UNIX)

    def open(self) -> None:
        """Begin to listen. Whoever calls this owns the store, so no other door is open."""
        Path(self._address).unlink(missing_ok=True)
        self._socket.bind(self._address)
        # Nobody can connect between the two: it does not listen yet.
        Path(self._address).chmod(0o600)
        self._socket.listen(_WAITING)
        self._socket.settimeout(_LOOK)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, and wait for the callers that are being attended."""
        self._closing.set()
        self._thread.join()
        self._pool.shutdown()
        self._socket.close()
        Path(self._address).unlink(missing_ok=True)

    def _listen(self) -> None:
        while not self._closing.is_set():
            if not self._free.acquire(timeout=_LOOK):
                continue
            try:
                end, _ = self._socket.accept()
            except OSError:
                self._free.release()
                continue
            self._pool.submit(self._attend, connection_of(end)).add_done_callback(
                self._attended
            )

    def _attended(self, done: Future[None]) -> None:
        self._free.release()
        error = done.exception()
        if isinstance(error, OSError | EOFError):
            LOG.warning("命令行一端中断：%s", type(error).__name__)
        elif error is not None:
            log_mishap("处理命令行交来的文件时出错", error)

    def _attend(self, connection: Connection) -> None:
        with connection:
            if not is_known_caller(connection, self._word):
                LOG.warning("拒绝了一个不持有本库密钥的进程")
                return
            letter = Letter.from_json(connection.recv_bytes(LONGEST_LETTER))
            content = connection.recv_bytes(self._largest)
            arrival = letter.arrival(content, self._engine, self._clock())
            try:
                told = _as_json(self._answer(arrival))
            except StoreUnavailable as error:
                told = {"unavailable": str(error)}
            connection.send_bytes(json.dumps(told).encode())


def _as_json(reply: Reply) -> dict[str, object]:
    return {
        "is_accepted": reply.is_accepted,
        "text": reply.text,
        "report": reply.report,
    }

"""Files are brought to whoever owns the store: the running dashboard, or nobody yet."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

from lishui_dash.actions.letter import Letter
from lishui_dash.actions.reply import Answer, Reply
from lishui_dash.actions.wire import (
    LONGEST_REPLY,
    address_of,
    connection_of,
    is_known_owner,
)
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.receive import Desk

_JUDGING = 600
"""Seconds for which a reply is waited for: larger files may be before this one."""
_PAUSE = 0.25


class Carrier:
    """Hands files in through the door, or at a desk of its own where nobody has the store.

    `open_own` opens that desk; `word_of` tells what both ends of the door must know, None
    where there is no key yet. Use as a context manager: the own desk is closed at the end.
    """

    def __init__(
        self,
        store: Path,
        word_of: Callable[[], bytes | None],
        open_own: Callable[[], Desk],
        answer: Callable[[Desk], Answer],
        clock: Callable[[], datetime],
        patience: float,
    ) -> None:
        self._address = address_of(store)
        self._word_of = word_of
        self._open_own = open_own
        self._answer = answer
        self._clock = clock
        self._patience = patience
        self._own: Desk | None = None
        self._closing = ExitStack()

    def __enter__(self) -> Carrier:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def hand_in(self, letter: Letter, content: bytes) -> Reply:
        """Return what came of a file.

        A dashboard that starts, stops or breaks off is waited for, and the file handed in
        again: the same bytes are taken in once. Raises StoreUnavailable after `patience`
        seconds.
        """
        until = monotonic() + self._patience
        while True:
            try:
                return self._handed_in(letter, content)
            except StoreUnavailable:
                if monotonic() > until:
                    raise
            sleep(_PAUSE)

    def _handed_in(self, letter: Letter, content: bytes) -> Reply:
        if self._own is None:
            connection = self._knock()
            if connection is not None:
                return self._through(connection, letter, content)
            self._own = self._open_own()
            self._closing.callback(self._own.engine.close)
        arrival = letter.arrival(content, self._own.engine, self._clock())
        return self._answer(self._own)(arrival)

    def _knock(self) -> Connection | None:
        """Return the other end of the door; None where nobody listens."""
        end = socket.socket(socket.AF_UNIX)
        try:
            end.connect(self._address)
        except (FileNotFoundError, ConnectionRefusedError):
            # A socket that nobody listens at was left behind by a kill.
            end.close()
            return None
        except OSError as error:
            end.close()
            raise StoreUnavailable(
                f"看板正在运行，但无法与它联系。The dashboard cannot be reached. ({error})"
            ) from error
        return connection_of(end)

    def _through(self, connection: Connection, letter: Letter, content: bytes) -> Reply:
        with connection:
            try:
                word = self._word_of()
                if word is None or not is_known_owner(connection, word):
                    raise StoreUnavailable(
                        "看板使用的密钥文件与本命令不同，未交文件。"
                        "The dashboard holds another key; the file was not handed in."
                    )
                connection.send_bytes(letter.as_json())
                connection.send_bytes(content)
                if not connection.poll(_JUDGING):
                    raise StoreUnavailable(
                        "看板迟迟没有答复，请稍后再交一次，不会重复计入。"
                        "No reply came; hand it in again, it is taken in once."
                    )
                told = json.loads(connection.recv_bytes(LONGEST_REPLY))
            except (OSError, EOFError) as error:
                raise StoreUnavailable(
                    "与看板的联系中断，请再交一次，不会重复计入。"
                    "The dashboard broke off; hand it in again, it is taken in once."
                ) from error
        if "unavailable" in told:
            raise StoreUnavailable(told["unavailable"])
        return Reply(told["is_accepted"], told["text"], told["report"])

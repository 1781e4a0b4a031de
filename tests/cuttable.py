"""A line between a browser and a server that can be cut in the ways networks are cut.

Runs in a thread of its own. Whoever is connected notices what he would notice of a cable,
a switch or a firewall: nothing of it is simulated in the browser.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from enum import Enum
from typing import Any, TypeVar

_CHUNK = 64 * 1024
_SLOW_PAUSE = 0.4
_SLOW_BYTES_A_SECOND = 256 * 1024
_RESET = struct.pack("ii", 1, 0)
"""With this SO_LINGER a close is a reset, as from a machine that is gone."""
_Told = TypeVar("_Told")


class Cut(Enum):
    """What happens to the line while it is cut, and to its connections afterwards."""

    REFUSED = "refused"
    """Every connection is reset and a new one refused."""
    DROPPED = "dropped"
    """Nothing passes, new connections too are silent; all are reset at the end."""
    HALF_OPEN = "half-open"
    """The same, but at the end nobody is told: those connections stay dead for ever."""
    SLOW = "slow"
    """All passes, late and at the rate of a bad line."""


class _Line:
    """One connection through the proxy: both ends, and whether it is dead for ever."""

    def __init__(self, *ends: asyncio.StreamWriter) -> None:
        self.ends = ends
        self.is_dead = False

    def reset(self) -> None:
        for end in self.ends:
            told = end.get_extra_info("socket")
            with contextlib.suppress(OSError):
                told.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            end.transport.abort()


class Cuttable:
    """Passes everything on to `target`, a port of this machine, until it is `cut`.

    `port` is where it listens, the same from beginning to end. Use as a context manager.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._kind: Cut | None = None
        self._lines: set[_Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="cuttable", daemon=True)
        self._passing = asyncio.Event()
        self._passing.set()
        self._listener: asyncio.Server | None = None
        self.port = 0

    def __enter__(self) -> Cuttable:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self, kind: Cut) -> None:
        self._do(self._cut(kind))

    def mend(self) -> None:
        """End the cut; what becomes of its connections depends on its kind."""
        self._do(self._mend())

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    def _do(self, step: Coroutine[Any, Any, _Told]) -> _Told:
        return asyncio.run_coroutine_threadsafe(step, self._loop).result()

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(
            self._accepted, "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        await self._refuse()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _refuse(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for line in self._lines:
            line.reset()

    async def _cut(self, kind: Cut) -> None:
        self._kind = kind
        if kind is Cut.REFUSED:
            await self._refuse()
        elif kind is not Cut.SLOW:
            self._passing.clear()

    async def _mend(self) -> None:
        kind, self._kind = self._kind, None
        for line in self._lines:
            if kind is Cut.DROPPED:
                line.reset()
            elif kind is Cut.HALF_OPEN:
                line.is_dead = True
        self._passing.set()
        if self._listener is None:
            await self._listen()

    async def _accepted(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._joined(reader, writer)
        except (OSError, asyncio.CancelledError):
            # The line is being taken down, or nobody listens at the other end.
            _Line(writer).reset()
        finally:
            self._tasks.discard(task)

    async def _joined(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass on in both directions until one end is gone."""
        line = _Line(writer)
        self._lines.add(line)
        try:
            await self._may_pass(line)
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            line.ends = (writer, back)
            directions = [
                asyncio.create_task(self._pass_on(line, reader, back)),
                asyncio.create_task(self._pass_on(line, there, writer)),
            ]
            try:
                await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for direction in directions:
                    direction.cancel()
                await asyncio.gather(*directions, return_exceptions=True)
            for end in line.ends:
                end.close()
        finally:
            self._lines.discard(line)

    async def _pass_on(
        self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while content := await reader.read(_CHUNK):
            await self._may_pass(line)
            if self._kind is Cut.SLOW:
                await asyncio.sleep(_SLOW_PAUSE + len(content) / _SLOW_BYTES_A_SECOND)
            writer.write(content)
            await writer.drain()
        # An end that is said while the line is cut is not heard before it is mended.
        await self._may_pass(line)

    async def _may_pass(self, line: _Line) -> None:
        await self._passing.wait()
        if line.is_dead:
            await asyncio.Event().wait()

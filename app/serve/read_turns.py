"""Turns at reading: what arrives on many connections at once is parsed piece by piece.

Bytes that are tedious to parse, such as a body in chunks of one byte or very many pings, cost their
sender little. Parsed as they arrive, those of two hundred connections would keep all others waiting
for seconds.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any, cast

from app.runtime.fair_queue import Caller, FairQueue

LEAST_PIECE = 1 << 9
MOST_PIECE = 1 << 15
"""Bytes that are parsed at a time. A piece grows while the ones before were quick."""
QUICK = 0.0005
"""Seconds in which a piece is quick."""
SHARE = 0.002
"""Seconds of parsing in each window, after which connections wait for their turn."""
WINDOW = 0.005
"""Seconds of a window."""


class ReadTurns:
    """Parses at once while there is little to parse, else one piece in each pass."""

    def __init__(self) -> None:
        self._waiting: FairQueue[tuple[Caller, Callable[[], bool]]] = FairQueue()
        self._since = self._spent = 0.0
        self._scheduled = False

    def put(self, who: Caller, read: Callable[[], bool]) -> None:
        """Calls `read`, which parses one piece, until it returns False: nothing is left."""
        idle = not self._waiting
        now = time.perf_counter()
        if now - self._since > WINDOW:
            self._since, self._spent = now, 0.0
        more = True
        while idle and more and self._spent < SHARE:
            more = self._timed(read)
        if more:
            self._waiting.put(who, (who, read))
            self._schedule()

    def _schedule(self) -> None:
        if self._waiting and not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._next)

    def _timed(self, read: Callable[[], bool]) -> bool:
        begun = time.perf_counter()
        more = read()
        self._spent += time.perf_counter() - begun
        return more

    def _next(self) -> None:
        """A new pass: one piece of the connection whose turn it is."""
        self._scheduled = False
        who, read = self._waiting.get()
        try:
            if self._timed(read):
                self._waiting.put(who, (who, read))
        finally:
            self._schedule()


TURNS = ReadTurns()
"""The turns of this process."""


class HeldTransport:
    """A transport whose reading is held while what has been read is not parsed.

    Everything else is the transport's own.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self.whole = transport
        """The transport itself."""
        self._held = False
        self._wanted = True
        """Whether the protocol wants to read."""

    def __getattr__(self, name: str) -> Any:
        """The transport's own attribute."""
        return getattr(self.whole, name)

    def is_reading(self) -> bool:
        """Whether the protocol wants to read."""
        return self._wanted and not self.whole.is_closing()

    def pause_reading(self) -> None:
        """The protocol does not want to read."""
        self._wanted = False
        self.whole.pause_reading()

    def resume_reading(self) -> None:
        """The protocol wants to read."""
        self._wanted = True
        if not self._held:
            self.whole.resume_reading()

    def hold(self) -> None:
        """Reads nothing more for now."""
        self._held = True
        self.whole.pause_reading()

    def release(self) -> None:
        """Reads on, if the protocol wants to."""
        if self._held:
            self._held = False
            if self._wanted and not self.whole.is_closing():
                self.whole.resume_reading()


class ReadsInTurns(asyncio.Protocol):
    """Mixin of a protocol whose transport is a `HeldTransport`."""

    held: HeldTransport
    _unread = b""
    _piece = LEAST_PIECE

    def connection_made(self, transport: asyncio.BaseTransport | HeldTransport) -> None:
        """Remembers the transport, and by whom it is."""
        self.held = cast(HeldTransport, transport)
        peer = transport.get_extra_info("peername")
        self._who = Caller(peer[0] if isinstance(peer, tuple) else None, id(self))
        super().connection_made(cast(asyncio.BaseTransport, transport))

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets what is not parsed."""
        self._unread = b""
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes bytes, and parses them in turn."""
        waits = bool(self._unread)
        self._unread += data
        if not waits:
            TURNS.put(self._who, self._read)
            if self._unread:
                self.held.hold()

    def _read(self) -> bool:
        """Parses one piece; returns whether more waits."""
        size = self._piece
        piece, self._unread = self._unread[:size], self._unread[size:]
        if piece:
            begun = time.perf_counter()
            super().data_received(piece)
            quick = time.perf_counter() - begun < QUICK
            self._piece = min(2 * size, MOST_PIECE) if quick else LEAST_PIECE
        if not self._unread:
            self.held.release()
        return bool(self._unread)

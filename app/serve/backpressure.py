"""Backpressure on WebSockets: a connection is not read while its client does not read.

uvicorn answers each ping at once, whether or not earlier replies have been sent. Without this, a
client that sends pings and reads nothing makes the server hold a reply to each.
"""

import asyncio
from typing import cast


class Backpressure(asyncio.Protocol):
    """Mixin of a protocol: pauses reading while writing is paused, by asyncio's callbacks alone."""

    _transport: asyncio.Transport
    _writing_paused = False
    _reading_held = False
    """Whether this class paused reading; the protocol below may pause it for its own reasons."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remembers the transport."""
        self._transport = cast(asyncio.Transport, transport)
        super().connection_made(transport)

    def pause_writing(self) -> None:
        """The buffer of unsent bytes is full: reads no more."""
        super().pause_writing()
        self._writing_paused = True
        self._hold()

    def resume_writing(self) -> None:
        """The buffer has drained: reads again."""
        super().resume_writing()
        self._writing_paused = False
        if self._reading_held:
            self._reading_held = False
            self._transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        """Takes bytes. The protocol below may have resumed reading: pauses it again."""
        super().data_received(data)
        self._hold()

    def _hold(self) -> None:
        transport = self._transport
        if self._writing_paused and transport.is_reading() and not transport.is_closing():
            self._reading_held = True
            transport.pause_reading()


def with_backpressure(protocol: type[asyncio.Protocol]) -> type[asyncio.Protocol]:
    """A subclass of a protocol that pauses reading while writing is paused."""
    return type(f"{protocol.__name__}WithBackpressure", (Backpressure, protocol), {})

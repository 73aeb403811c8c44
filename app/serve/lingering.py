"""A lingering close: what a client still sends is read on for a while after the answer.

If a socket is closed while bytes arrive, the system resets the connection, and the client may lose
the answer that it has not read yet. So the server first ends its own side, and reads on.
"""

import asyncio

from app.serve.read_turns import HeldTransport

MAX_BYTES = 1 << 26
"""Bytes that are read on, at most."""
MAX_SECONDS = 10.0
"""Seconds that are read on, at most, after all has been sent."""
MAX_SILENCE = 2.0
"""Seconds without a byte after which the connection is closed."""
LAST_SILENCE = 0.1
"""The same while the server stops."""


class LingeringTransport(HeldTransport):
    """A transport whose `close` ends the server's side and then waits for the client's end."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(transport)
        self.lingering = False
        self.stopping = False
        """Whether the server stops."""
        self._loop = loop
        self._left = MAX_BYTES
        self._last = self._end = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def is_closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self.lingering or self.whole.is_closing()

    def write(self, content: bytes) -> None:
        """Sends, unless it is closing."""
        if not self.is_closing():
            self.whole.write(content)

    def close(self) -> None:
        """Sends what is waiting, ends the server's side, and reads on."""
        if self.is_closing():
            return
        self.lingering = True
        self.whole.write_eof()
        self.resume_reading()
        self._last = self._loop.time()
        self._wait()

    def discard(self, size: int) -> None:
        """Counts bytes that arrived after the answer."""
        self._left -= size
        self._last = self._loop.time()
        if self._left < 0:
            self.end()

    def limit(self, size: int) -> None:
        """Reads on for no more than so many bytes."""
        self._left = min(self._left, size)

    def end(self) -> None:
        """Closes the connection now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self.whole.close()

    def _wait(self) -> None:
        """Waits on, or closes the connection if it has been silent or has lasted too long."""
        now = self._loop.time()
        if self.whole.get_write_buffer_size():
            # The client still reads the answer; the system drops it if it does not.
            self._last, self._end = now, 0.0
        elif not self._end:
            self._end = now + MAX_SECONDS
        silence = LAST_SILENCE if self.stopping else MAX_SILENCE
        due = min(self._last + silence, self._end or now + MAX_SECONDS)
        if due <= now:
            self.end()
        else:
            self._timer = self._loop.call_at(due, self._wait)

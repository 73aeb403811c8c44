"""Reading: what has come on live connections is read by turns, a little at a time."""

import time
from asyncio import AbstractEventLoop
from collections.abc import Callable

from app.runtime.fair_queue import Caller, FairQueue

BUDGET = 0.0005
"""s of reading in one turn of the event loop."""


class Reading:
    """Whose bytes are read next, where somebody has sent more than can be read at once.

    What it costs to read is so shared out as answers are: client addresses take turns, and what all
    of them sent takes up a small part of each turn of the loop.
    """

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: FairQueue[Callable[[], None]] = FairQueue()
        self._under_way = False

    def add(self, who: Caller, read: Callable[[], None]) -> None:
        """Calls `read` when it is its turn; where more is left, it is to add itself again."""
        self._waiting.put(who, read)
        if not self._under_way:
            self._under_way = True
            self._loop.call_soon(self._go)

    def _go(self) -> None:
        end = time.perf_counter() + BUDGET
        try:
            # One at least, or nobody would ever be read.
            self._waiting.get()()
            while self._waiting and time.perf_counter() < end:
                self._waiting.get()()
        finally:
            # Whoever fails, fails alone.
            self._under_way = bool(self._waiting)
            if self._under_way:
                self._loop.call_soon(self._go)

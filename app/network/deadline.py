"""The time by which reading a file has to end; steps that may be long look at it.

A thread cannot be stopped from outside: one that reads a file ends by itself.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

from app.errors import RefusedFile

_END: ContextVar[tuple[float, float]] = ContextVar("deadline", default=(inf, inf))
"""The end on the monotonic clock, and the time that there is in all, s."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Gives what runs in this context so much time: `look` raises afterwards."""
    before = _END.set((time.monotonic() + seconds, seconds))
    try:
        yield
    finally:
        _END.reset(before)


def look() -> None:
    """Raises RefusedFile where the time is over; takes less than 1 µs."""
    end, seconds = _END.get()
    if time.monotonic() > end:
        raise RefusedFile(
            f"expected a file that is read within {seconds:g} s; got a slower one", "file"
        )

"""The end: what is under way is finished before the server stops."""

import asyncio
import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from app.api.live.connection_registry import Sockets

log = logging.getLogger("shiftscope")

SIGNALS = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 1.5
"""s that live connections have to finish."""


@contextmanager
def farewell(sockets: Sockets) -> Iterator[None]:
    """On a signal to stop, drains the live connections, then lets the server's own handler act.

    A second signal is handed on at once. Outside of the main thread, where no signals arrive,
    nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}
    ending: list[asyncio.Task[None]] = []

    def hand_on(number: int) -> None:
        handler = before[number]
        if callable(handler):
            handler(number, None)
        elif handler == signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    async def end(number: int) -> None:
        log.info("stopping: %d live connections finish", len(sockets.open))
        try:
            await sockets.drain(PATIENCE)
        finally:
            hand_on(number)

    def begin(number: int) -> None:
        if ending:
            hand_on(number)
        else:
            ending.append(loop.create_task(end(number)))

    def heard(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(begin, number)

    for number in SIGNALS:
        signal.signal(number, heard)
    try:
        yield
    finally:
        for handled, handler in before.items():
            signal.signal(handled, handler)

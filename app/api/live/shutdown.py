"""Graceful shutdown: live connections and streams finish before the server stops."""

import asyncio
import logging
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from app.api.live.connection_registry import ConnectionRegistry

log = logging.getLogger("shiftscope")

SIGNALS = (signal.SIGTERM, signal.SIGINT)
DRAIN_TIMEOUT = 1.5
"""s that live connections have to answer their pending scene and close."""


@contextmanager
def graceful_shutdown(
    connections: ConnectionRegistry, *closing: Callable[[], Awaitable[None]]
) -> Iterator[None]:
    """On SIGTERM or SIGINT, drains live connections, then calls the server's own handler.

    `closing` ends what else goes on, such as the streams of trainings.

    A second signal is forwarded at once. Outside the main thread, which gets no signals, the
    context does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    previous: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}
    ending: list[asyncio.Task[None]] = []

    def forward(number: int) -> None:
        handler = previous[number]
        if callable(handler):
            handler(number, None)
        elif handler == signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    async def end(number: int) -> None:
        log.info("stopping: %d live connections finish", len(connections.open))
        try:
            others = [asyncio.ensure_future(close()) for close in closing]
            await connections.drain(DRAIN_TIMEOUT)
            for other in others:
                await other
        finally:
            forward(number)

    def begin(number: int) -> None:
        if ending:
            forward(number)
        else:
            ending.append(loop.create_task(end(number)))

    def on_signal(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(begin, number)

    for number in SIGNALS:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        for handled, handler in previous.items():
            signal.signal(handled, handler)

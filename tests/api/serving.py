"""A real server on loopback, for what a test client cannot show."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from app.main import create_app

TIMEOUT = 20
"""Seconds after which an answer will not come any more."""

START = 60
"""Seconds for a server to start: every network answers once, on a machine that may be busy."""


@contextmanager
def serving() -> Iterator[tuple[uvicorn.Server, str]]:
    """A server in a thread, and the address of its live channel."""
    # Without uvicorn's own set-up its log reaches pytest.
    server = uvicorn.Server(uvicorn.Config(create_app(), port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started, START)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield server, f"ws://127.0.0.1:{port}/api/live"
    finally:
        # Or a server that nobody stops would outlive the tests.
        server.should_exit = True
        thread.join(TIMEOUT)
    assert not thread.is_alive()


def until(true, patience: float = TIMEOUT) -> None:
    """Waits until `true()` is."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)

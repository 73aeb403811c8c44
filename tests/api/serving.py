"""A real server on loopback, for tests that need real sockets."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from app.main import create_app

TIMEOUT = 20
"""Seconds to wait for a response."""

START = 60
"""Seconds to wait for a server's start: every network runs once, on a machine that may be busy."""


@contextmanager
def serving() -> Iterator[tuple[uvicorn.Server, str]]:
    """A server in a thread, and the address of its live channel."""
    # Without uvicorn's own log configuration, its log reaches pytest.
    server = uvicorn.Server(uvicorn.Config(create_app(), port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started, START)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield server, f"ws://127.0.0.1:{port}/api/live"
    finally:
        # Otherwise the server would outlive the tests.
        server.should_exit = True
        thread.join(TIMEOUT)
    assert not thread.is_alive()


def until(true, timeout: float = TIMEOUT) -> None:
    """Waits until `true()` returns True."""
    deadline = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)

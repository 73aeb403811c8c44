"""Clients that do not read what they are sent: each is cut, and takes little memory until then."""

import contextlib
import socket
import sys
import time

import pytest
from websockets.sync.client import connect

from tests.api.conftest import scene_message, seq_of
from tests.serve.conftest import unruffled
from tests.serve.raw_client import UPGRADE, frame, held_by


@pytest.fixture(scope="module")
def process(lone):
    with unruffled(lone, slow_timeout=2) as process:
        yield process


@pytest.fixture(autouse=True)
def others(process):
    """Afterwards another client is served as if nothing had been."""
    yield
    with connect(process.live) as live:
        live.send(scene_message(5))
        assert seq_of(live.recv(20)) == 5


def deaf(process, begin: bytes = b"") -> socket.socket:
    """A connection whose own system takes little for it, so that the rest waits in the server."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 13)
    found.settimeout(20)
    found.connect(("127.0.0.1", process.port))
    if begin:
        found.send(begin)
        assert found.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
    found.settimeout(0.1)
    return found


def held_until_cut(process, connection: socket.socket, content: bytes) -> int:
    """Sends over and over until the server ends the connection; the most bytes held for it."""
    before = most = held_by(process)
    deadline = time.monotonic() + 20
    with contextlib.suppress(ConnectionError):
        while True:
            assert time.monotonic() < deadline, "it was not cut"
            with contextlib.suppress(TimeoutError):
                connection.sendall(content)
            most = max(most, held_by(process))
    return most - before


def test_a_client_that_does_not_read_frames_is_disconnected(process):
    scene = frame(0x81, scene_message(1).encode())
    with deaf(process, UPGRADE) as live:
        assert held_until_cut(process, live, scene * 5) < 16 * 2**20


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cut nobody")
def test_a_client_that_does_not_read_responses_is_disconnected(process):
    ask = b"GET /openapi.json HTTP/1.1\r\nhost: x\r\naccept-encoding: identity\r\n\r\n"
    with deaf(process) as silent:
        assert held_until_cut(process, silent, ask * 50) < 16 * 2**20


def test_a_client_that_sends_pings_and_does_not_read_is_disconnected(process):
    with deaf(process, UPGRADE) as live:
        assert held_until_cut(process, live, frame(0x89, b"p" * 125) * 50) < 16 * 2**20

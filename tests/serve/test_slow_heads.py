"""A request's head has a while to arrive; a connection on which nothing is asked is closed."""

import contextlib
import time

import pytest

from app.serve.http_protocol import HEAD_SECONDS
from tests.serve.conftest import unruffled
from tests.serve.raw_client import content, rest

ASK = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"


@pytest.fixture(scope="module")
def process(lone):
    with unruffled(lone) as process:
        yield process


def trickled(connection, text):
    """Sends one byte each half second until the server ends the connection; what it answered."""
    begun = time.monotonic()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for number in range(len(text)):
            connection.send(text[number : number + 1])
            connection.settimeout(0.5)
            with contextlib.suppress(TimeoutError):
                answer = connection.recv(1 << 12)
                return answer + rest(connection), time.monotonic() - begun
    return b"", time.monotonic() - begun


def test_heads_that_trickle_are_told_so_and_silent_connections_are_closed(process):
    """The first of a connection, and one after a request that was answered; all at once."""
    with process.connect() as silent, process.connect() as first, process.connect() as second:
        begun = time.monotonic()
        second.send(ASK)
        second.settimeout(20)
        got = b""
        while not got.endswith(b"}"):
            got += second.recv(1 << 12)
        assert got.startswith(b"HTTP/1.1 200 ")
        second.send(ASK[:-30])
        answer, lasted = trickled(first, ASK[:-2] + b"x: " + b"x" * 100)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert content(answer)["code"] == "request_timeout"
        assert HEAD_SECONDS - 1 < lasted < HEAD_SECONDS + 2
        assert rest(second).startswith(b"HTTP/1.1 408 ")
        assert rest(silent) == b""
        assert time.monotonic() - begun < HEAD_SECONDS + 3

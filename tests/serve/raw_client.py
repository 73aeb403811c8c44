"""A raw client that sends any bytes, and measurements of the server's memory."""

import contextlib
import json
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.api.conftest import assert_shape

HEAD = b"POST /api/render HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
UPGRADE = (
    b"GET /api/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
END = b"\r\nconnection: close\r\n\r\n"


def rest(connection: socket.socket) -> bytes:
    """All data until the connection ends."""
    connection.settimeout(20)
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def content(answer: bytes) -> dict:
    """The error of a response; asserts its shape and its headers."""
    head, _, body = answer.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
    assert headers["content-type"] == "application/json"
    assert headers["connection"] == "close"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert len(headers["x-request-id"]) == 32
    assert_shape(json.loads(body))
    return json.loads(body)["error"]


def frame(first: int, payload: bytes) -> bytes:
    """A client's frame: its first byte, no mask to speak of, at most 64 KiB."""
    size = len(payload)
    long = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
    return bytes([first]) + long + bytes(4) + payload


def opened(process, request_: bytes = UPGRADE) -> socket.socket:
    """A live connection on a raw socket."""
    live = process.connect()
    live.send(request_)
    assert live.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
    return live


def until_over(live: socket.socket) -> None:
    """Sends a ping and reads up to its pong, so that all data before it has been handled."""
    end = b""
    while b"over" not in end:
        part = live.recv(1 << 16)
        assert part, "it has ended before"
        end = end[-16:] + part


def most_held(process, act) -> int:
    """The most resident bytes of the server while `act` runs, until it ends or is disconnected."""
    with ThreadPoolExecutor(1) as pool:
        acting, most = pool.submit(act), 0
        while not acting.done():
            most = max(most, held_by(process))
            time.sleep(0.01)
        with contextlib.suppress(ConnectionError):
            acting.result()
    return most


def held_by(process) -> int:
    """Resident bytes of the server."""
    pages = Path(f"/proc/{process.running.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")

"""A client without manners: bytes on a socket, and what the server holds meanwhile."""

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
    """All that comes until the end."""
    connection.settimeout(20)
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def content(answer: bytes) -> dict:
    """The error of an answer in the one shape, whose head is as every answer's."""
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
    """A live connection, bare."""
    live = process.connect()
    live.send(request_)
    assert live.recv(1 << 12).startswith(b"HTTP/1.1 101 ")
    return live


def until_over(live: socket.socket) -> None:
    """Reads up to the answer to a ping that says that all before it has been read."""
    end = b""
    while b"over" not in end:
        part = live.recv(1 << 16)
        assert part, "it has ended before"
        end = end[-16:] + part


def most_held(process, act) -> int:
    """The most resident bytes of the server while somebody acts, until that ends or is cut off."""
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

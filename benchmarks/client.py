"""A minimal client of the live channel, so that benchmarks measure the server."""

import json
import os
import random
import socket
from typing import Any

DEFLATED = "shiftscope.deflate"
"""The subprotocol with compressed frames."""


class Client:
    """A minimal WebSocket client on a blocking socket.

    Args:
        deflate: whether to ask for compressed frames, as browsers do.
        source: the client's own address.
    """

    def __init__(self, port: int, deflate: bool = False, source: str = "127.0.0.1") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 60, (source, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray(1 << 21)
        lines = [
            "GET /api/live HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        ]
        if deflate:
            lines.append(f"Sec-WebSocket-Protocol: {DEFLATED}")
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self.socket.recv(1)
        if b" 101 " not in answer.splitlines()[0]:
            raise ConnectionError(f"expected 101, got {answer[:200]!r}")

    def send(self, text: str) -> None:
        """Sends a text message."""
        self.socket.sendall(masked(text.encode()))

    def receive(self) -> memoryview:
        """The next message except pings; the view is valid until the next call."""
        while True:
            opcode, length = self._head()
            self._fill(length)
            if opcode == 9:
                self.socket.sendall(masked(bytes(self.buffer[:length]), 10))
                continue
            return memoryview(self.buffer)[:length]

    def _head(self) -> tuple[int, int]:
        """The opcode and the length of the next frame."""
        self._fill(2)
        opcode, length = self.buffer[0] & 15, self.buffer[1] & 127
        if length >= 126:
            size = 2 if length == 126 else 8
            self._fill(size)
            length = int.from_bytes(self.buffer[:size], "big")
        return opcode, length

    def _fill(self, size: int) -> None:
        """Reads `size` bytes into the buffer."""
        if size > len(self.buffer):
            self.buffer = bytearray(size)
        view, got = memoryview(self.buffer), 0
        while got < size:
            count = self.socket.recv_into(view[got:size])
            if not count:
                raise ConnectionError("the server has closed the connection")
            got += count

    def close(self) -> None:
        """Closes the socket without a close frame."""
        self.socket.close()


def masked(content: bytes, opcode: int = 1) -> bytes:
    """A complete client frame, masked as the protocol requires."""
    size = len(content)
    head = bytes([128 | opcode])
    if size < 126:
        head += bytes([128 | size])
    else:
        head += bytes([128 | 126]) + size.to_bytes(2, "big")
    mask = os.urandom(4)
    whole = int.from_bytes(content, "big") ^ int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    return head + mask + whole.to_bytes(size, "big")


def message(
    model: str, seq: int, col: int, *, row: int = 4, name: str = "face", over: str | None = None
) -> str:
    """A live message with one object, on top of the object `over` if given."""
    placed = [{"object": name, "row": row, "col": col}]
    if over is not None:
        # It moves after each round, so that hardly any scene repeats.
        placed.insert(0, {"object": over, "row": seq // 40 % 40, "col": seq // 40 * 7 % 40})
    return json.dumps({"seq": seq, "model": model, "scene": {"objects": placed}})


def walk(steps: int) -> list[tuple[int, int]]:
    """Row and col of a random walk over the canvas, some px at a time, from a fixed seed."""
    dice, row, col, found = random.Random(7), 4, 4, []
    for _ in range(steps):
        row = min(max(row + dice.randint(-3, 3), 0), 40)
        col = min(max(col + dice.randint(-3, 3), 0), 40)
        found.append((row, col))
    return found


def header(frame: memoryview) -> dict[str, Any]:
    """A frame's header."""
    length = int.from_bytes(frame[:8], "little")
    found: dict[str, Any] = json.loads(bytes(frame[8 : 8 + length]))
    return found


def seq_of(frame: memoryview) -> int:
    """The sequence number of a frame."""
    return int(header(frame)["__metadata__"]["seq"])

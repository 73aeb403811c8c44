"""The messages between a server and its gateway to the cluster: a line of JSON, then bytes."""

import json
from asyncio import IncompleteReadError, StreamReader
from typing import Any, NamedTuple

LENGTH = "bytes"
"""The field of the line that says how many bytes follow."""


class Message(NamedTuple):
    """A message: its fields, and bytes whose meaning depends on them."""

    head: dict[str, Any]
    body: bytes = b""

    def encoded(self) -> bytes:
        """The message as it is sent."""
        return json.dumps(self.head | {LENGTH: len(self.body)}).encode() + b"\n" + self.body


async def read(stream: StreamReader) -> Message | None:
    """The next message; None at the end of the stream."""
    try:
        head = json.loads(await stream.readuntil(b"\n"))
        return Message(head, await stream.readexactly(head.pop(LENGTH)))
    except (IncompleteReadError, ConnectionError):
        return None

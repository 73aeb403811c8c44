"""The handshake of a WebSocket (RFC 6455, 4.2.1), checked before the library reads it.

The library answers in words of its own, and to some handshakes not at all.
"""

import re
from collections.abc import Iterable

from app.errors import MalformedRequest, Refused, UpgradeRequired

KEY = re.compile(rb"[A-Za-z0-9+/]{21}[AQgw]==")
"""16 bytes in base64."""
MAX_HEADERS = 120
MAX_LINE = 8000
"""Bytes of one header. The library takes 128 headers and 8,192 bytes of each."""


def check_handshake(method: str, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Checks a request for a WebSocket.

    Args:
        headers: with names in lower case.

    Raises:
        UpgradeRequired: it is no handshake, or one of another version.
        MalformedRequest: a handshake with a fault.
    """
    if fault := handshake_fault(method, headers):
        raise fault


def handshake_fault(method: str, headers: Iterable[tuple[bytes, bytes]]) -> Refused | None:
    """The error that `check_handshake` would raise, or None."""
    values: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value)
    upgrades = [value.lower() for value in values.get(b"upgrade", [])]
    connection = b",".join(values.get(b"connection", [])).lower().split(b",")
    asked = b"upgrade" in (token.strip() for token in connection)
    if method != "GET" or upgrades != [b"websocket"] or not asked:
        expected = "a WebSocket handshake: GET with Connection: Upgrade and Upgrade: websocket"
        return UpgradeRequired(f"expected {expected}; got none: does a proxy drop Upgrade?")
    if values.get(b"sec-websocket-version") != [b"13"]:
        return UpgradeRequired("expected Sec-WebSocket-Version: 13; got another version")
    keys = values.get(b"sec-websocket-key", [])
    if len(keys) != 1 or not KEY.fullmatch(keys[0]):
        return MalformedRequest("expected a Sec-WebSocket-Key of 16 bytes in base64; got none")
    if b"transfer-encoding" in values or any(map(int, values.get(b"content-length", []))):
        return MalformedRequest("expected a handshake without a body; got one with a body")
    lines = [len(name) + len(value) for name, found in values.items() for value in found]
    if len(lines) > MAX_HEADERS or max(lines) > MAX_LINE:
        expected = f"a handshake of at most {MAX_HEADERS} headers of {MAX_LINE} bytes"
        return MalformedRequest(f"expected {expected}; got more")
    return None

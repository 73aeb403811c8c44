"""HTTP/1.1 as the server reads it: h11, and what the standard asks of a request beyond it.

Section numbers are those of RFC 9112.
"""

import re
from typing import Any

import h11

from app.errors import (
    AddressTooLarge,
    HeadTooLarge,
    MalformedRequest,
    OtherVersion,
    RequestTimeout,
    UnknownCoding,
)

HEAD_LIMIT = 1 << 15
"""Most bytes of a request's head."""
ADDRESS_LIMIT = 1 << 13
"""Most bytes of a request's address."""
QUOTED = 80
"""Characters of h11's own message that an error repeats."""

BYTES = re.compile(r"bytearray\(b('.*?'|\".*?\")\)")
HOST = re.compile(rb"([\w.~!$&'()*+,;=%-]*|\[[\w.:%~-]+\])(:[0-9]*)?", re.ASCII)
ABSOLUTE = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE)


class Connection(h11.Connection):
    """A server's side of a connection, which remembers why a request cannot be read."""

    def __init__(self) -> None:
        super().__init__(h11.SERVER, HEAD_LIMIT)
        self.fault: MalformedRequest | RequestTimeout | None = None
        """Why nothing more can be read."""

    def receive_data(self, data: bytes) -> None:
        """Takes bytes; empty lines before a request are ignored (2.2)."""
        if self.their_state is h11.IDLE and not self.trailing_data[0]:
            data = data.lstrip(b"\r\n")
            if not data:
                return
        super().receive_data(data)

    def next_event(self) -> Any:
        """The next event; raises RemoteProtocolError, and remembers the fault."""
        try:
            event = super().next_event()
        except h11.RemoteProtocolError as error:
            self.fault = fault_of(error)
            raise
        if not isinstance(event, h11.Request):
            return event
        try:
            return checked(event)
        except MalformedRequest as error:
            self.fault = error
            raise h11.RemoteProtocolError(error.message) from None

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]
        """Sends an event; a response before the end of the request closes the connection (9.6)."""
        if isinstance(event, h11.Response) and (self.fault or self.their_state is h11.SEND_BODY):
            close = (b"connection", b"close")
            headers = [pair for pair in event.headers.raw_items() if pair[0].lower() != close[0]]
            event = h11.Response(
                status_code=event.status_code, headers=[*headers, close], reason=event.reason
            )
        return super().send(event)


def fault_of(error: h11.RemoteProtocolError) -> MalformedRequest:
    """The error for what h11 refuses."""
    if error.error_status_hint == 431:
        return too_large(HeadTooLarge, "a head", HEAD_LIMIT)
    if error.error_status_hint == 501:
        return UnknownCoding("expected a Content-Length or the coding chunked; got another")
    reason = BYTES.sub(r"\1", str(error))
    return malformed(f"something else: {reason[:QUOTED]}")


def too_large(kind: type[HeadTooLarge], what: str, limit: int) -> HeadTooLarge:
    """The error for a head or an address of too many bytes."""
    return kind(f"expected {what} of at most {limit >> 10} KiB; got more")


def malformed(got: str, expected: str = "HTTP/1.1") -> MalformedRequest:
    """The error for a request that breaks the standard."""
    return MalformedRequest(f"expected {expected}; got {got}")


def checked(request: h11.Request) -> h11.Request:
    """A request as the app may see it: its address is a path, its Host names one host.

    Raises:
        MalformedRequest: the standard has the server refuse it.
    """
    headers = request.headers.raw_items()
    values: dict[bytes, bytes] = dict(request.headers)
    if len(request.target) > ADDRESS_LIMIT:
        raise too_large(AddressTooLarge, "an address", ADDRESS_LIMIT)
    if sum(len(name) + len(value) + 4 for name, value in headers) > HEAD_LIMIT:
        raise too_large(HeadTooLarge, "a head", HEAD_LIMIT)
    if not request.http_version.startswith(b"1."):
        version = request.http_version.decode("ascii")
        raise OtherVersion(f"expected HTTP/1.1; got HTTP/{version}")
    check_framing(request.http_version, values)
    target = request.target
    if absolute := ABSOLUTE.fullmatch(target):
        # The address takes precedence over the header (3.2.2).
        host, path = absolute.groups()
        target = path if path.startswith(b"/") else b"/" + path
        headers = [pair for pair in headers if pair[0].lower() != b"host"] + [(b"host", host)]
    else:
        host = values.get(b"host")
        if host is None and request.http_version != b"1.0":
            raise malformed("none", "a Host header")
        known = target.startswith(b"/") or (request.method, target) == (b"OPTIONS", b"*")
        if not known and request.method != b"CONNECT":
            raise malformed("something else", "an address that begins with /")
    if host is not None and not HOST.fullmatch(host):
        raise malformed("something else", "a host and a port in Host")
    if target is request.target:
        return request
    return h11.Request(
        method=request.method, headers=headers, target=target, http_version=request.http_version
    )


def check_framing(version: bytes, headers: dict[bytes, bytes]) -> None:
    """Raises MalformedRequest where another server may see another end of the body (6.1, 6.3)."""
    if b"transfer-encoding" not in headers:
        return
    if b"content-length" in headers:
        raise malformed("both", "a Content-Length or a Transfer-Encoding")
    if version == b"1.0":
        raise malformed("a Transfer-Encoding", "a Content-Length in HTTP/1.0")

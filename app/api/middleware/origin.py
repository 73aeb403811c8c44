"""Checks the origin of a WebSocket handshake, which browsers allow from any page."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from app.errors import ForeignOrigin


def check_origin(scope: Scope, origins: tuple[str, ...]) -> None:
    """Raises ForeignOrigin unless a handshake comes from a page of the same host, or a listed one.

    Clients other than browsers send no Origin and are accepted. Schemes are not compared: they
    differ behind a proxy that terminates TLS.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None or "*" in origins or origin in origins:
        return
    try:
        same = urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:
        same = False
    if not same:
        raise ForeignOrigin(
            f"expected a page of this host, or of an origin in SHIFTSCOPE_ORIGINS; "
            f"got {origin[:80]!r}",
            "origin",
        )

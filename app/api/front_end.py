"""Serves the built front end, precompressed, with cache headers."""

import hashlib
import mimetypes
import os
from pathlib import Path
from urllib.parse import quote, unquote

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from app.api.etag import etag_response
from app.api.link_preview import with_absolute_picture
from app.api.route_match import path_of
from app.errors import MalformedRange, OutOfRange

CODINGS = {"br": ".br", "gzip": ".gz"}
"""Content codings of precompressed files, by suffix, the smallest first."""


def accepted(header: str) -> set[str]:
    """The codings that an Accept-Encoding header allows; q=0 excludes one."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        quality = weight.replace(" ", "").removeprefix("q=").rstrip("0")
        if quality not in ("0.", "0", "") or not weight:
            found.add(name.strip())
    return found


def no_range(got: str, size: str) -> MalformedRange | OutOfRange:
    """The error for a Range header; `size` is the file's bytes if the range exceeds it, else ""."""
    if not size:
        return MalformedRange(f"expected a range such as bytes=0-499; got {got!r}", "range")
    expected = f"expected a range that begins within the file's {size} bytes"
    return OutOfRange(f"{expected}; got {got!r}", "range", int(size))


def view_of(scope: Scope) -> str | None:
    """The view that an address has in its path in place of its fragment; None if it has none.

    Mail gateways rewrite `/#lang=en` to `/%23lang=en`, some of them twice.
    """
    path = path_of(scope)
    if path.startswith(("/%23", "/index.html%23")):
        path = unquote(path)
    page, mark, view = path.partition("#")
    if not mark or page not in ("/", "/index.html"):
        return None
    # Where only the mark was rewritten, what is after it is as it was written.
    sent = scope.get("raw_path", b"").decode("ascii", "ignore").partition("%23")[2]
    if "=" in sent:
        view = sent
    return quote(view.replace("&amp;", "&"), safe="%/:=&?~+!$,;'@()*")


class FrontEnd(StaticFiles):
    """Static files: those under assets/ are immutable, others are revalidated.

    A file that the build has compressed is sent in that form if the client accepts it.
    """

    def __init__(self, folder: Path, public_url: str = "") -> None:
        """Serves a folder with an index.html.

        Args:
            folder: of the built files.
            public_url: the page's URL as visitors reach it; "" leaves the page as it was built.
        """
        super().__init__(directory=folder, html=True)
        self._home: bytes | None = None
        if public_url:
            page = (folder / "index.html").read_text(encoding="utf-8")
            self._home = with_absolute_picture(page, public_url).encode()
            self._tag = hashlib.sha256(self._home).hexdigest()[:32]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a file; raises an error of the domain for a bad Range."""
        if scope["method"] == "GET" and (view := view_of(scope)) is not None:
            # Relative: the redirect repeats neither the host nor the path prefix.
            return await RedirectResponse(f"./#{view}")(scope, receive, send)
        requested = Headers(scope=scope).get("range", "")

        async def in_range(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (400, 416):
                size = Headers(raw=message["headers"]).get("content-range", "").rpartition("/")[2]
                raise no_range(requested[:80], size)
            await send(message)

        # A server ignores ranges in units other than bytes (RFC 9110, 14.2).
        if not requested.lower().startswith("bytes="):
            headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
            scope = {**scope, "headers": headers}
        await super().__call__(scope, receive, in_range)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with its cache headers; 404 under api/."""
        if path.split(os.sep)[0] == "api" or path.endswith(tuple(CODINGS.values())):
            raise HTTPException(404)
        if self._home is not None and path in (".", "", "index.html"):
            return etag_response(Request(scope), self._home, "text/html", self._tag)
        response = await self._smallest(path, scope)
        forever = path.split(os.sep)[0] == "assets"
        if "location" in response.headers:
            # Starlette's would repeat the host that the client sent.
            response.headers["location"] = f"./{quote(scope['path'].rpartition('/')[2])}/"
        response.headers["cache-control"] = (
            "public, max-age=31536000, immutable" if forever else "no-cache"
        )
        return response

    def has(self, path: str) -> bool:
        """Whether a file exists; False for a name that no file can have."""
        try:
            return self.lookup_path(path)[1] is not None
        except (OSError, ValueError):
            return False

    async def _smallest(self, path: str, scope: Scope) -> Response:
        """The file in the first coding that the client accepts and that exists, else in none."""
        name = os.path.join(path, "index.html") if path in (".", "") else path
        takes = accepted(Headers(scope=scope).get("accept-encoding", ""))
        takes = {coding for coding in CODINGS.keys() & takes if self.has(name + CODINGS[coding])}
        coding = next((coding for coding in CODINGS if coding in takes), None)
        if coding is None:
            response = await super().get_response(path, scope)
            # GZipMiddleware adds Vary to all but 304.
            if response.status_code == 304:
                response.headers.add_vary_header("Accept-Encoding")
            return response
        response = await super().get_response(name + CODINGS[coding], scope)
        response.headers["content-encoding"] = coding
        response.headers.add_vary_header("Accept-Encoding")
        if response.status_code != 304:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            charset = "; charset=utf-8" if kind.startswith("text/") else ""
            response.headers["content-type"] = kind + charset
        return response

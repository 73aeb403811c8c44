"""The built front end, and which of its files a client may keep."""

import mimetypes
import os
from urllib.parse import quote

from fastapi import Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from app.errors import MalformedRange, OutOfRange

CODINGS = {"br": ".br", "gzip": ".gz"}
"""What a file may have been compressed with when it was built, the smallest first."""


def accepted(header: str) -> set[str]:
    """The codings that a client takes, from its Accept-Encoding; one with q=0 it does not."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        quality = weight.replace(" ", "").removeprefix("q=").rstrip("0")
        if quality not in ("0.", "0", "") or not weight:
            found.add(name.strip())
    return found


def no_range(came: str, size: str) -> MalformedRange | OutOfRange:
    """The error for a Range header; `size`, bytes of the file, where that is what it oversteps."""
    if not size:
        return MalformedRange(f"expected a range such as bytes=0-499; got {came!r}", "range")
    expected = f"expected a range that begins within the file's {size} bytes"
    return OutOfRange(f"{expected}; got {came!r}", "range", int(size))


class FrontEnd(StaticFiles):
    """Files named by their content are kept for good, others asked for.

    Where a file lies beside its compressed form, made by the build, the client gets that.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers; a Range that cannot be had with an error of ours, not Starlette's plain text."""
        asked = Headers(scope=scope).get("range", "")

        async def in_range(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (400, 416):
                size = Headers(raw=message["headers"]).get("content-range", "").rpartition("/")[2]
                raise no_range(asked[:80], size)
            await send(message)

        # Of other units than bytes a server must take no notice (RFC 9110, 14.2).
        if not asked.lower().startswith("bytes="):
            kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
            scope = {**scope, "headers": kept}
        await super().__call__(scope, receive, in_range)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept; nothing under api/ is one."""
        if path.split(os.sep)[0] == "api" or path.endswith(tuple(CODINGS.values())):
            raise HTTPException(404)
        response = await self._smallest(path, scope)
        forever = path.split(os.sep)[0] == "assets"
        if "location" in response.headers:
            # Starlette's would name the host that the client did.
            response.headers["location"] = f"./{quote(scope['path'].rpartition('/')[2])}/"
        response.headers["cache-control"] = (
            "public, max-age=31536000, immutable" if forever else "no-cache"
        )
        return response

    def has(self, path: str) -> bool:
        """Whether there is such a file; not under a name that no file can have."""
        try:
            return self.lookup_path(path)[1] is not None
        except (OSError, ValueError):
            return False

    async def _smallest(self, path: str, scope: Scope) -> Response:
        """The file in the first coding that the client takes and that there is, else as it is."""
        name = os.path.join(path, "index.html") if path in (".", "") else path
        takes = accepted(Headers(scope=scope).get("accept-encoding", ""))
        takes = {coding for coding in CODINGS.keys() & takes if self.has(name + CODINGS[coding])}
        coding = next((coding for coding in CODINGS if coding in takes), None)
        if coding is None:
            response = await super().get_response(path, scope)
            # Of the file itself GZipMiddleware says that other clients get another form.
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

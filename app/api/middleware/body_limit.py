"""Limits on the size of one request's body and of all bodies in memory, and on its encoding."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.body_encoding import check_coding, check_json
from app.api.client_address import client_address
from app.api.json_limit import check_json_limit
from app.api.middleware.reject import reject
from app.api.route_match import record_route, request_policy
from app.errors import BodyTooLarge, Busy, InvalidInput, UnknownEncoding
from app.runtime.concurrency_quota import Quota

MAX_OTHER_BYTES = 1 << 10
"""Bytes of a body for a route that takes none."""

MAX_HELD_BYTES = 1 << 28
"""Bytes of all bodies in memory, at least four bodies; half of it for one client."""

FORM_OVERHEAD = 1 << 16
"""Bytes of a request around a picture."""

FORM_TEXT = 2 << 20
"""Bytes of text beside a network's file, in fields of the form."""

UPLOADS = 4
"""Networks' files of the largest size that may arrive at once; half of them from one client."""

LINE = 76
"""Characters of base64 in a line, as MIME and the program `base64` break it."""
LINE_END = len(r"\r\n")
"""Most characters of JSON for the end of a line."""


def base64_bytes(size: int) -> int:
    """Most bytes of JSON for so many bytes in lines of base64."""
    return size * 4 * (LINE + LINE_END) // (3 * LINE)


class BodyLimit:
    """Rejects bodies that are too large, by Content-Length or as received, alone or all together.

    Args:
        limit: bytes of a body.
        picture_limit: bytes of a picture before base64, on routes that accept pictures.
        upload_limit: bytes of a network's file, on the route that takes one. Such a body is not
            held here: it goes on as it arrives.
    """

    def __init__(self, app: ASGIApp, limit: int, picture_limit: int, upload_limit: int = 0) -> None:
        self.app = app
        self.limit = limit
        self.picture_limit = max(limit, base64_bytes(picture_limit) + FORM_OVERHEAD)
        self.upload_limit = upload_limit + FORM_TEXT + FORM_OVERHEAD
        room = UPLOADS * self.upload_limit
        self.uploads = Quota(room, room // 2, "bytes of networks' files at once", 5, "body")
        total = max(MAX_HELD_BYTES, 4 * self.picture_limit)
        self.quota = Quota(total, total // 2, "bytes of bodies at once", 1, "body")

    def limit_of(self, scope: Scope) -> int:
        """The limit in bytes for a request's body."""
        if scope["method"] != "POST" or "/api/" not in scope["path"]:
            return MAX_OTHER_BYTES
        policy = request_policy(scope)
        if policy.upload:
            return self.upload_limit
        return self.picture_limit if policy.picture else self.limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then forwards it as one message."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.limit_of(scope)
        headers = Headers(scope=scope)
        content_length = headers.get("content-length", "0")
        if content_length.isdecimal() and int(content_length) > limit:
            return await reject_body(
                too_large(limit, f"{content_length} bytes"), scope, receive, send
            )
        if request_policy(scope).upload:
            size = int(content_length) if headers.get("content-length", "").isdecimal() else limit
            return await self.stream(size, limit, scope, receive, send)
        form = headers.get("content-type", "").lower().startswith("multipart/")
        with self.holding(client_address(scope)) as acquire:
            try:
                check_coding(headers)
                whole = await read(receive, limit, acquire, form)
                if whole is None:
                    return None
                check_json(headers, whole["body"])
            except (Busy, InvalidInput) as error:
                return await reject_body(error, scope, receive, send)

            async def replay() -> Message:
                nonlocal whole
                message, whole = whole, None
                return message or await receive()

            return await self.app(scope, replay, send)

    async def stream(
        self, size: int, limit: int, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Forwards a body as it arrives; `receive` raises BodyTooLarge beyond the limit.

        Args:
            size: bytes for which room is taken: those that the request says, or the limit.
        """
        client, taken = client_address(scope), 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise too_large(limit, "more")
            return message

        try:
            check_coding(Headers(scope=scope))
            self.uploads.acquire(client, size)
        except (Busy, UnknownEncoding) as error:
            return await reject_body(error, scope, receive, send)
        try:
            await self.app(scope, counted, send)
        finally:
            self.uploads.release(client, size)

    @contextmanager
    def holding(self, client: str) -> Iterator[Callable[[int], None]]:
        """Gives a function that adds bytes to the quota; releases them all at the end.

        The function raises Busy if bodies exceed the quota, in all or of this client.
        """
        taken = 0

        def acquire(size: int) -> None:
            nonlocal taken
            self.quota.acquire(client, size)
            taken += size

        try:
            yield acquire
        finally:
            self.quota.release(client, taken)


async def reject_body(
    error: Busy | InvalidInput, scope: Scope, receive: Receive, send: Send
) -> None:
    """Rejects a request because of its body."""
    record_route(scope)
    await reject(error, scope, receive, send)


async def read(
    receive: Receive, limit: int, acquire: Callable[[int], None], form: bool
) -> Message | None:
    """Reads a body into one message; None if the client disconnects.

    Raises:
        BodyTooLarge: more bytes than `limit` or, except in a form, too many values.
        Busy: `acquire` exceeds a quota.
    """
    chunks: list[bytes] = []
    taken = commas = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        taken += len(chunks[-1])
        if taken > limit:
            raise too_large(limit, "more")
        acquire(len(chunks[-1]))
        if not form:
            commas += chunks[-1].count(b",")
            check_json_limit(commas, "body")
        if not message.get("more_body", False):
            return {"type": "http.request", "body": b"".join(chunks), "more_body": False}


def too_large(limit: int, got: str) -> BodyTooLarge:
    """The error for a body of more than `limit` bytes."""
    return BodyTooLarge(f"expected a body of at most {limit} bytes; got {got}", "body")

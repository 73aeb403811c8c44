"""Each request under an id, in the log and in the metrics; failures are told nowhere else."""

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Iterator

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import errors
from app.api.client_address import address
from app.api.live.connection_registry import AGAIN
from app.api.middleware.reject import refuse
from app.api.policy import policy_of
from app.errors import Busy
from app.runtime.logs import request_id
from app.runtime.metrics import REQUEST_SECONDS, REQUESTS

log = logging.getLogger("shiftscope.request")

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
PART = 1 << 16
"""Bytes of an answer that are sent at a time."""
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def identity(scope: Scope) -> str:
    """The id that the client or a proxy sent, where it is one; else a new one."""
    said = Headers(scope=scope).get("x-request-id", "")
    return said if WELL_FORMED.fullmatch(said) else uuid.uuid4().hex


def name_of_route(scope: Scope) -> str:
    """The route that answered, with its placeholders: there are few, where there are many paths."""
    return str(getattr(scope.get("route"), "path", "other"))


def parts(message: Message) -> Iterator[Message]:
    """A message; one with a long body by parts.

    The next is sent only when the client has read most of the last. So whoever does not read holds
    the place among those that compute, where else the answer would wait beside it, not counted.
    """
    body = message.get("body", b"")
    for start in range(0, len(body) - PART, PART):
        yield {**message, "body": body[start : start + PART], "more_body": True}
    if len(body) > PART:
        message = {**message, "body": body[(len(body) - 1) // PART * PART :]}
    yield message


class Observe:
    """Gives every request its id, and tells what became of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        name = identity(scope)
        request_id.set(name)
        begun, status, size = time.perf_counter(), 0, 0
        whole = left = False

        async def heard() -> Message:
            nonlocal left
            message = await receive()
            left |= message["type"] == "http.disconnect" and not whole
            return message

        async def watched(message: Message) -> None:
            nonlocal status, size, whole
            if message["type"].endswith(("response.start", "websocket.accept")):
                status = message.get("status", 101)
                MutableHeaders(scope=message)["x-request-id"] = name
            size += len(message.get("body", b""))
            for part in parts(message):
                await send(part)
            whole |= message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await self.app(scope, heard, watched)
        except asyncio.CancelledError:
            # The server stops, and has waited as long as it may.
            if scope["type"] != "http" or status:
                raise
            await refuse(
                Busy("the server restarts: ask again", after=AGAIN), scope, receive, watched
            )
        except Exception:
            log.exception("the server failed", extra={"fields": {"path": scope["path"][:200]}})
            if not status:
                await JSONResponse(errors.internal(), 500)(scope, receive, watched)
            else:
                raise
        finally:
            if scope["type"] == "http":
                answered = status if whole and not left else 0
                self.tell(scope, answered, size, time.perf_counter() - begun)

    def tell(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Logs and counts a request.

        A status of 0 is an answer that did not come to its end: the client went away, or the
        server stopped.
        """
        route, method = name_of_route(scope), scope["method"]
        REQUESTS.labels(method if method in METHODS else "other", route, status).inc()
        REQUEST_SECONDS.labels(route).observe(seconds)
        policy = policy_of(getattr(scope.get("route"), "endpoint", None))
        level = logging.DEBUG if policy and policy.polled else logging.INFO
        fields = {
            "method": method[:20],
            "path": scope["path"][:200],
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1e3, 1),
            "client": address(scope),
        }
        log.log(level, "answered", extra={"fields": fields})

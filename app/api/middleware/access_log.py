"""The access log: gives each request an id, logs it, counts it, and logs failures."""

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
from app.api.client_address import client_address
from app.api.middleware.reject import reject
from app.api.route_policy import policy_of
from app.errors import Restarting
from app.runtime.concurrency_quota import RETRY_AFTER
from app.runtime.logs import request_id
from app.runtime.metrics import REQUEST_SECONDS, REQUESTS

log = logging.getLogger("shiftscope.request")

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
CHUNK = 1 << 16
"""Bytes of a response that are sent at a time."""
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def request_id_of(scope: Scope) -> str:
    """The id that the client or a proxy sent, if well formed; else a new one."""
    sent_id = Headers(scope=scope).get("x-request-id", "")
    return sent_id if WELL_FORMED.fullmatch(sent_id) else uuid.uuid4().hex


def name_of_route(scope: Scope) -> str:
    """The route's template, such as `/api/models/{model}`: a label of few values, unlike paths."""
    return str(getattr(scope.get("route"), "path", "other"))


def chunks(message: Message) -> Iterator[Message]:
    """Splits a message with a long body into several.

    A chunk is sent only once the client has read most of the one before. So a client that does not
    read keeps its place in the quota of computing requests, instead of leaving an uncounted
    response in memory.
    """
    body = message.get("body", b"")
    for start in range(0, len(body) - CHUNK, CHUNK):
        yield {**message, "body": body[start : start + CHUNK], "more_body": True}
    if len(body) > CHUNK:
        message = {**message, "body": body[(len(body) - 1) // CHUNK * CHUNK :]}
    yield message


class AccessLog:
    """Gives every request an id, and logs and counts its outcome."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        name = request_id_of(scope)
        request_id.set(name)
        started, status, size = time.perf_counter(), 0, 0
        complete = disconnected = False

        async def tracked_receive() -> Message:
            nonlocal disconnected
            message = await receive()
            disconnected |= message["type"] == "http.disconnect" and not complete
            return message

        async def tracked_send(message: Message) -> None:
            nonlocal status, size, complete
            if message["type"].endswith(("response.start", "websocket.accept")):
                status = message.get("status", 101)
                MutableHeaders(scope=message)["x-request-id"] = name
            size += len(message.get("body", b""))
            for part in chunks(message):
                await send(part)
            complete |= message["type"] == "http.response.body" and not message.get("more_body")

        try:
            await self.app(scope, tracked_receive, tracked_send)
        except asyncio.CancelledError:
            # The server stops, and its grace period is over.
            if scope["type"] != "http" or status:
                raise
            await reject(
                Restarting("the server restarts: ask again", retry_after=RETRY_AFTER),
                scope,
                receive,
                tracked_send,
            )
        except Exception:
            log.exception("the server failed", extra={"fields": {"path": scope["path"][:200]}})
            if not status:
                await JSONResponse(errors.internal(), 500)(scope, receive, tracked_send)
            else:
                raise
        finally:
            if scope["type"] == "http":
                final_status = status if complete and not disconnected else 0
                self.record(scope, final_status, size, time.perf_counter() - started)

    def record(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        """Logs and counts a request.

        A status of 0 means an incomplete response: the client disconnected or the server stopped.
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
            "client": client_address(scope),
        }
        log.log(level, "answered", extra={"fields": fields})

"""Errors as HTTP responses: one JSON shape, and the status code of each class."""

import errno
import logging
import os
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.api.media_types import is_form
from app.api.route_match import methods_of
from app.api.validation_messages import MAX_QUOTED, describe, unread
from app.errors import (
    AddressTooLarge,
    BodyTooLarge,
    Busy,
    ClusterGone,
    ForeignOrigin,
    HeadTooLarge,
    InvalidInput,
    MalformedJson,
    MalformedRange,
    MalformedRequest,
    NoOwnNetworks,
    NoSpace,
    NotFound,
    NoTrainings,
    OtherVersion,
    OutOfRange,
    RateLimited,
    Refused,
    RequestTimeout,
    Restarting,
    ShiftscopeError,
    Unauthorised,
    UnknownCoding,
    UnknownEncoding,
    UnknownModel,
    UpgradeRequired,
)

STATUS: dict[type[ShiftscopeError], int] = {
    UnknownModel: 404,
    BodyTooLarge: 413,
    MalformedJson: 400,
    UnknownEncoding: 415,
    MalformedRange: 400,
    OutOfRange: 416,
    InvalidInput: 422,
    Unauthorised: 401,
    ForeignOrigin: 403,
    NoOwnNetworks: 403,
    NoTrainings: 403,
    NotFound: 404,
    RequestTimeout: 408,
    AddressTooLarge: 414,
    UpgradeRequired: 426,
    RateLimited: 429,
    HeadTooLarge: 431,
    OtherVersion: 505,
    UnknownCoding: 501,
    MalformedRequest: 400,
    Busy: 503,
    NoSpace: 503,
    ClusterGone: 503,
}
"""By class, the first that matches; 500 for any other error."""

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

log = logging.getLogger("shiftscope")

CODES = {400: "malformed_json", 404: "not_found", 405: "method_not_allowed", 503: "not_ready"}


class Problem(BaseModel):
    """What was expected, what was sent, and where."""

    code: str
    message: str
    where: str | None


class ErrorBody(BaseModel):
    """The one shape of every error."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "error": {
                        "code": "invalid_input",
                        "message": "expected a whole number; got 1.5",
                        "where": "scene.objects.0.row",
                    }
                }
            ]
        }
    )

    error: Problem


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these errors."""
    texts = {
        400: "The body does not match its content type.",
        401: "The token is missing or wrong.",
        403: "Visitors may not bring or train networks on this server.",
        404: "There is no such network, object or training.",
        408: "The body does not arrive in time.",
        413: "The body is too large.",
        415: "The body's content type is not accepted.",
        422: "The input is invalid: the error says what was expected, what was sent, and where.",
        429: "The client exceeds its rate limit: `Retry-After` says when it may try again.",
        503: "Not ready, or too busy: `Retry-After` says when to try again.",
    }
    return {status: {"model": ErrorBody, "description": texts[status]} for status in statuses}


MODEL_ERRORS = documented(400, 404, 413, 415, 422)


def body(code: str, message: str, where: str | None) -> dict[str, Any]:
    """The error as it is sent; characters that UTF-8 cannot carry are escaped."""

    def clean(text: str) -> str:
        return text.encode("utf-8", "backslashreplace").decode()

    return {
        "error": {
            "code": code,
            "message": clean(message),
            "where": None if where is None else clean(where),
        }
    }


def of(error: ShiftscopeError) -> dict[str, Any]:
    """The JSON body for an error of the domain."""
    return body(error.code, error.message, error.where)


def response(error: ShiftscopeError) -> JSONResponse:
    """The response for an error of the domain."""
    status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 500)
    headers = {}
    if isinstance(error, Refused) and error.retry_after:
        headers["retry-after"] = str(error.retry_after)
    if isinstance(error, OutOfRange):
        headers["content-range"] = f"bytes */{error.size}"
    if isinstance(error, (RequestTimeout, Restarting)):
        headers["connection"] = "close"
    if isinstance(error, UnknownEncoding):
        headers["accept-encoding"] = "identity"
    if isinstance(error, UpgradeRequired):
        headers |= {
            "connection": "upgrade",
            "upgrade": "websocket",
            "sec-websocket-version": "13",
        }
    if isinstance(error, Unauthorised):
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(of(error), status, headers)


def is_full(error: BaseException | None) -> bool:
    """Whether a write failed because the disk is full or read-only."""
    # Python looks for a temporary folder once, by writing a file, and finds none on a full disk.
    none_found = isinstance(error, FileNotFoundError) and "temporary directory" in str(error)
    return none_found or (isinstance(error, OSError) and error.errno in DISK_FULL)


def no_space() -> JSONResponse:
    """The response to an upload that the disk has no room for; also logs it for the operator."""
    folder = tempfile.tempdir or os.environ.get("TMPDIR", "/tmp")
    log.error("no disk space in %s for a file that was sent: make room, or set TMPDIR", folder)
    return response(
        NoSpace("expected room on the server's disk; got none, try again later", None, 60)
    )


def internal() -> dict[str, Any]:
    """The body for an unexpected exception; only the log has details, which may hold paths."""
    return body("internal", "the server failed; its log says why", None)


def first_detail(details: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The body for the first of pydantic's errors."""
    return body(*describe(details[0]))


def of_validation(error: ValidationError) -> dict[str, Any]:
    """The body for pydantic's ValidationError."""
    return first_detail(error.errors(include_url=False))


def accepted_types(request: Request) -> list[str]:
    """The content types that the request's route accepts."""
    more = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    return ["application/json", *more.get("requestBody", {}).get("content", {})]


def allowed(methods: set[str]) -> str:
    """The value of `Allow`: a path's methods, sorted, with HEAD if GET is among them."""
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def install(app: FastAPI) -> None:
    """Registers the exception handlers."""

    @app.exception_handler(ShiftscopeError)
    async def domain_error(request: Request, error: ShiftscopeError) -> JSONResponse:
        # A name in the path that does not exist is 404, not 422.
        if error.where in request.path_params:
            return JSONResponse(of(error), 404)
        return response(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        if isinstance(error.body, bytes):
            got = request.headers.get("content-type", "")[:MAX_QUOTED] or "none"
            expected = f"expected the content type {' or '.join(accepted_types(request))}"
            unsupported = body("unsupported_media_type", f"{expected}; got {got}", "content-type")
            return JSONResponse(unsupported, 415)
        sent = first_detail(error.errors())
        return JSONResponse(sent, 400 if sent["error"]["code"] == "malformed_json" else 422)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        # FastAPI blames the form for any exception while it is parsed.
        if is_full(error.__cause__):
            return no_space()
        code = CODES.get(error.status_code, "error")
        if error.status_code == 400 and is_form(request.headers.get("content-type", "")):
            text = f"expected a form in multipart/form-data; got something else: {error.detail}"
            return JSONResponse(body("malformed_form", text, None), 400)
        got = f"{request.method} {request.scope['path'][:MAX_QUOTED]}"
        headers = dict(error.headers or {})
        if error.status_code == 405:
            # Starlette names the methods of one route; a path may have several.
            said = set(headers.get("Allow", "").replace(",", " ").split())
            headers["Allow"] = allowed(said | methods_of(request.scope))
        message = {
            400: unread(error.__cause__),
            404: f"expected a path that /docs lists; got {got}",
            405: f"expected one of {headers.get('Allow')}; got {got}",
        }.get(error.status_code, str(error.detail))
        return JSONResponse(body(code, message, None), error.status_code, headers=headers)

    @app.exception_handler(ClientDisconnect)
    async def client_left(_request: Request, _error: ClientDisconnect) -> Response:
        # Nobody reads it; nginx's status for this shows in the log.
        return Response(status_code=499)

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse(internal(), 500)

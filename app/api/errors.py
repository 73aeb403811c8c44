"""Errors on the wire: one shape, and the only place that knows of status codes."""

import errno
import logging
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.api.upload import is_form
from app.api.validation import SHOWN, told, unread
from app.errors import (
    BodyTooLarge,
    Busy,
    ForeignOrigin,
    InvalidInput,
    MalformedRange,
    NoSpace,
    Nowhere,
    OutOfRange,
    Refused,
    ShiftscopeError,
    TooOften,
    TooSlow,
    Unauthorised,
    UnknownModel,
)

STATUS: dict[type[ShiftscopeError], int] = {
    UnknownModel: 404,
    BodyTooLarge: 413,
    MalformedRange: 400,
    OutOfRange: 416,
    InvalidInput: 422,
    Unauthorised: 401,
    ForeignOrigin: 403,
    Nowhere: 404,
    TooSlow: 408,
    TooOften: 429,
    Busy: 503,
    NoSpace: 503,
}
"""Of an error of that class; the first that fits. What is no input's fault is 500."""

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}

log = logging.getLogger("shiftscope")

CODES = {400: "malformed_json", 404: "not_found", 405: "method_not_allowed", 503: "not_ready"}


class Problem(BaseModel):
    """What went wrong: what was expected, what came, and where."""

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
                        "message": "Input should be a valid integer; got 1.5",
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
        400: "The body is not what its content type says.",
        401: "The token is missing, or another one.",
        404: "There is no such network or object.",
        408: "The body does not come.",
        413: "The body is too large.",
        415: "The body's content type is not one that is taken.",
        422: "The input does not fit: what was expected, what came, and where.",
        429: "More than the client's share: `Retry-After` says when it may try again.",
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
    """The body for one of our own errors."""
    return body(error.code, error.message, error.where)


def response(error: ShiftscopeError) -> JSONResponse:
    """The answer to one of our own errors."""
    status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 500)
    headers = {}
    if isinstance(error, Refused) and error.after:
        headers["retry-after"] = str(error.after)
    if isinstance(error, OutOfRange):
        headers["content-range"] = f"bytes */{error.size}"
    if isinstance(error, TooSlow):
        headers["connection"] = "close"
    if isinstance(error, Unauthorised):
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(of(error), status, headers)


def is_full(error: BaseException | None) -> bool:
    """Whether something failed because nothing more can be written."""
    return isinstance(error, OSError) and error.errno in FULL


def no_space() -> JSONResponse:
    """The answer to whoever sent a file that the server has no room for; the operator is told."""
    log.error(
        "no disk space in %s for a file that was sent: make room, or set TMPDIR",
        tempfile.gettempdir(),
    )
    return response(
        NoSpace("expected room on the server's disk; got none, try again later", None, 60)
    )


def internal() -> dict[str, Any]:
    """The body for what we did not expect: the log has the details, since they may hold paths."""
    return body("internal", "the server failed; its log says why", None)


def first_of(details: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The body for pydantic's errors: the first one, with what came and where."""
    return body(*told(details[0]))


def of_validation(error: ValidationError) -> dict[str, Any]:
    """The body for what pydantic says of a message."""
    return first_of(error.errors(include_url=False))


def taken(request: Request) -> list[str]:
    """The content types that the route of a request documents."""
    more = getattr(request.scope.get("route"), "openapi_extra", None) or {}
    return ["application/json", *more.get("requestBody", {}).get("content", {})]


def allowed(methods: str) -> str:
    """The methods of a route in a fixed order, with HEAD where GET is: it works there too."""
    names = set(methods.replace(",", " ").split())
    return ", ".join(sorted(names | ({"HEAD"} if "GET" in names else set())))


def install(app: FastAPI) -> None:
    """Makes every error of the app take the one shape."""

    @app.exception_handler(ShiftscopeError)
    async def ours(request: Request, error: ShiftscopeError) -> JSONResponse:
        # What the address itself names, and is not there, is not found.
        if error.where in request.path_params:
            return JSONResponse(of(error), 404)
        return response(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        if isinstance(error.body, bytes):
            came = request.headers.get("content-type", "")[:SHOWN] or "none"
            expected = f"expected the content type {' or '.join(taken(request))}"
            unread = body("unsupported_media_type", f"{expected}; got {came}", "content-type")
            return JSONResponse(unread, 415)
        sent = first_of(error.errors())
        return JSONResponse(sent, 400 if sent["error"]["code"] == "malformed_json" else 422)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        # FastAPI takes whatever goes wrong while it reads a form for the form's fault.
        if is_full(error.__cause__):
            return no_space()
        code = CODES.get(error.status_code, "error")
        if error.status_code == 400 and is_form(request.headers.get("content-type", "")):
            text = f"expected a form in multipart/form-data; got something else: {error.detail}"
            return JSONResponse(body("malformed_form", text, None), 400)
        asked = f"{request.method} {request.scope['path'][:SHOWN]}"
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["Allow"] = allowed(headers.get("Allow", ""))
        message = {
            400: unread(error.__cause__),
            404: f"expected an address that /docs lists; got {asked}",
            405: f"expected one of {headers.get('Allow')}; got {asked}",
        }.get(error.status_code, str(error.detail))
        return JSONResponse(body(code, message, None), error.status_code, headers=headers)

    @app.exception_handler(ClientDisconnect)
    async def left(_request: Request, _error: ClientDisconnect) -> Response:
        # Nobody will read it; the number is nginx's, and shows in the log.
        return Response(status_code=499)

    @app.exception_handler(Exception)
    async def unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse(internal(), 500)

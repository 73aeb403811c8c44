"""Long work on the wire: in parts, until the client leaves."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Literal, TypeVar

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import ClientDisconnect

from app.api import errors
from app.errors import ShiftscopeError
from app.runtime.worker_pool import Compute

log = logging.getLogger("shiftscope")

NDJSON = "application/x-ndjson"

T = TypeVar("T")
Line = TypeVar("Line", bound=BaseModel)
DONE = object()

Format = Annotated[Literal["json", "ndjson"], Query(description="All at once, or line by line.")]
"""How the answer of long work comes."""


async def answer(
    request: Request,
    compute: Compute,
    work: Iterator[Line | None],
    collect: Callable[[list[Line]], BaseModel],
    format: Format,
) -> Response:
    """The lines of the work as they come, or as the one answer that `collect` makes of them all."""
    if format == "ndjson":
        return StreamingResponse(lines(request, compute, work), media_type=NDJSON)
    found = [line async for line in parts(request, compute, work)]

    def whole() -> bytes:
        return collect(found).model_dump_json().encode()

    return Response(await compute.run(whole), media_type="application/json")


async def parts(request: Request, compute: Compute, work: Iterator[T | None]) -> AsyncIterator[T]:
    """What the work gives, part by part; None is a part that gives nothing.

    Each part is a job of its own, so that jobs of others pass in between.

    Raises:
        ClientDisconnect: the client has left; the work is not gone on with.
    """
    while True:
        if await request.is_disconnected():
            raise ClientDisconnect
        part = await compute.run(next, work, DONE)
        if part is DONE:
            return
        if part is not None:
            # Not DONE, which mypy cannot tell.
            yield part  # type: ignore[misc]


async def lines(
    request: Request, compute: Compute, work: Iterator[BaseModel | None]
) -> AsyncIterator[bytes]:
    """The work as NDJSON, one line a part; a failure is the last line, in the one shape."""
    written = (None if part is None else part.model_dump_json().encode() + b"\n" for part in work)
    try:
        async for line in parts(request, compute, written):
            yield line
    except ClientDisconnect:
        return
    except ShiftscopeError as error:
        yield _failure(errors.of(error))
    except Exception:
        log.exception("the work failed after its answer had begun")
        yield _failure(errors.internal())


def _failure(body: dict[str, object]) -> bytes:
    """An error as a line."""
    return to_json({"type": "error"} | body) + b"\n"

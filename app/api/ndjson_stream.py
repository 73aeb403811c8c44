"""Long computations as NDJSON or JSON, in chunks, until the client disconnects."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Literal, TypeVar

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import ClientDisconnect

from app.api import errors
from app.api.media_types import NDJSON
from app.errors import ShiftscopeError
from app.runtime.worker_pool import WorkerPool

log = logging.getLogger("shiftscope")

T = TypeVar("T")
Line = TypeVar("Line", bound=BaseModel)
DONE = object()

Format = Annotated[Literal["json", "ndjson"], Query(description="All at once, or line by line.")]
"""The `format` parameter of routes with long computations."""


async def respond(
    request: Request,
    pool: WorkerPool,
    work: Iterator[Line | None],
    collect: Callable[[list[Line]], BaseModel],
    format: Format,
) -> Response:
    """The response: the lines as they are computed, or one JSON that `collect` makes of them."""
    if format == "ndjson":
        return StreamingResponse(ndjson_lines(request, pool, work), media_type=NDJSON)
    collected = [line async for line in chunks(request, pool, work)]

    def encoded() -> bytes:
        return collect(collected).model_dump_json().encode()

    return Response(await pool.run(encoded), media_type="application/json")


async def chunks(request: Request, pool: WorkerPool, work: Iterator[T | None]) -> AsyncIterator[T]:
    """Runs the work chunk by chunk and yields each result but None.

    Each chunk is a job of its own, so that jobs of other clients run in between.

    Raises:
        ClientDisconnect: the client disconnected; the rest is not computed.
    """
    while True:
        if await request.is_disconnected():
            raise ClientDisconnect
        chunk = await pool.run(next, work, DONE)
        if chunk is DONE:
            return
        if chunk is not None:
            # Not DONE, which mypy cannot tell.
            yield chunk  # type: ignore[misc]


async def ndjson_lines(
    request: Request, pool: WorkerPool, work: Iterator[BaseModel | None]
) -> AsyncIterator[bytes]:
    """The work as NDJSON, one line a chunk; an error is the last line."""
    written = (
        None if chunk is None else chunk.model_dump_json().encode() + b"\n" for chunk in work
    )
    try:
        async for line in chunks(request, pool, written):
            yield line
    except ClientDisconnect:
        return
    except ShiftscopeError as error:
        yield _failure(errors.of(error))
    except Exception:
        log.exception("a computation failed after its response had begun")
        yield _failure(errors.internal())


def _failure(body: dict[str, object]) -> bytes:
    """An error as a line."""
    return to_json({"type": "error"} | body) + b"\n"

"""Long computations as NDJSON or JSON, in chunks, until the client disconnects.

The engine says where their parts are computed; the lines are made of them here.
"""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import Annotated, Literal, TypeVar

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import ClientDisconnect

from app.api import errors
from app.api.media_types import NDJSON
from app.engine.engine import Parts
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
    parts: Parts,
    collect: Callable[[list[Line]], BaseModel],
    format: Format,
) -> Response:
    """The response: the lines as they are computed, or one JSON that `collect` makes of them.

    Args:
        work: makes lines of the parts.
    """
    if format == "ndjson":
        return StreamingResponse(ndjson_lines(request, pool, work, parts), media_type=NDJSON)
    async with aclosing(chunks(request, pool, work, parts)) as found:
        collected = [line async for line in found]

    def encoded() -> bytes:
        return collect(collected).model_dump_json().encode()

    return Response(await pool.run(encoded), media_type="application/json")


async def chunks(
    request: Request, pool: WorkerPool, work: Iterator[T | None], parts: Parts | None = None
) -> AsyncGenerator[T]:
    """Runs the work chunk by chunk and yields each result but None.

    Each chunk is a job of its own, so that jobs of other clients run in between. While a part is
    computed elsewhere, no thread waits for it.

    Args:
        parts: what the work takes; None for work that takes none.

    Raises:
        ClientDisconnect: the client disconnected; the rest is not computed.
        ClusterGone: parts were computed elsewhere, and nobody answers there any more.
    """
    try:
        while True:
            if await request.is_disconnected():
                raise ClientDisconnect
            chunk = await pool.run(next, work, DONE)
            if chunk is DONE:
                return
            if chunk is not None:
                # Not DONE, which mypy cannot tell.
                yield chunk  # type: ignore[misc]
            if parts is not None:
                await parts.wait()
    finally:
        if parts is not None:
            await parts.close()


async def ndjson_lines(
    request: Request, pool: WorkerPool, work: Iterator[BaseModel | None], parts: Parts
) -> AsyncIterator[bytes]:
    """The work as NDJSON, one line a chunk; an error is the last line."""
    written = (
        None if chunk is None else chunk.model_dump_json().encode() + b"\n" for chunk in work
    )
    try:
        async with aclosing(chunks(request, pool, written, parts)) as lines:
            async for line in lines:
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

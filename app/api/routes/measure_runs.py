"""One route for each measure of `app/experiments/`."""

import hashlib
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.dependencies import EngineDep, EntryDep, SettingsDep, WorkerPoolDep
from app.api.errors import MODEL_ERRORS, documented
from app.api.etag import NOT_MODIFIED, etag_response
from app.api.media_types import NDJSON
from app.api.ndjson_stream import Format, respond
from app.api.route_policy import policy
from app.engine.engine import Remote
from app.experiments.divided_measure import FUNCTION, asked
from app.experiments.experiment_record import Measure, Steps
from app.experiments.registry import MEASURES
from app.network.library import Entry

router = APIRouter(prefix="/api/models", tags=["laboratory"])


def at_once(measure: Measure) -> Callable[..., Any]:
    """The endpoint of a measure that runs as one short job."""

    @policy(computes=True)
    async def ask(
        # A class known at run time: FastAPI takes it, mypy knows no such type.
        body: measure.config,  # type: ignore[name-defined]
        entry: EntryDep,
        pool: WorkerPoolDep,
        # So is the result.
    ) -> measure.result:  # type: ignore[name-defined]
        return await pool.run(measure.run, entry, body)

    return ask


def in_steps(measure: Measure, steps: Steps) -> Callable[..., Any]:
    """The endpoint of a long measure that responds at the end."""

    @policy(computes=True, budget="sweeps")
    async def ask(
        # A class known at run time: FastAPI takes it, mypy knows no such type.
        body: measure.config,  # type: ignore[name-defined]
        request: Request,
        entry: EntryDep,
        pool: WorkerPoolDep,
        engine: EngineDep,
        settings: SettingsDep,
    ) -> Response:
        division = await pool.run(steps.begin, entry, body, settings.sweep_limit)
        remote = remotely(measure, entry, body, settings.sweep_limit)
        await engine.ready()
        parts = engine.parts(division, remote)
        return await respond(request, pool, division.lines(parts), parts, steps.collect, "json")

    return ask


def by_lines(measure: Measure, steps: Steps) -> Callable[..., Any]:
    """The endpoint of a measure that can stream partial results."""

    @policy(computes=True, budget="sweeps")
    async def ask(
        # A class known at run time: FastAPI takes it, mypy knows no such type.
        body: measure.config,  # type: ignore[name-defined]
        request: Request,
        entry: EntryDep,
        pool: WorkerPoolDep,
        engine: EngineDep,
        settings: SettingsDep,
        format: Format = "json",
    ) -> Response:
        division = await pool.run(steps.begin, entry, body, settings.sweep_limit)
        remote = remotely(measure, entry, body, settings.sweep_limit)
        await engine.ready()
        parts = engine.parts(division, remote)
        return await respond(request, pool, division.lines(parts), parts, steps.collect, format)

    return ask


def remotely(measure: Measure, entry: Entry, config: BaseModel, limit: int) -> Remote:
    """How another machine computes parts of a measure."""

    def arguments(first: int, last: int) -> bytes:
        return asked(measure, config, limit, first, last).model_dump_json().encode()

    return Remote(entry, FUNCTION, arguments)


def of_network(measure: Measure) -> Callable[..., Any]:
    """The endpoint of a measure without settings, whose result is cached for each network."""
    # By network, and only as long as it is served: visitors' networks come and go.
    results: WeakKeyDictionary[Entry, tuple[bytes, str]] = WeakKeyDictionary()

    def written(entry: Entry) -> tuple[bytes, str]:
        """The result as JSON, and its hash."""
        found = results.get(entry)
        if found is None:
            content = measure.run(entry, measure.config()).model_dump_json().encode()
            found = results[entry] = content, hashlib.sha256(content).hexdigest()
        return found

    @policy(computes=True, budget="sweeps")
    async def ask(request: Request, entry: EntryDep, pool: WorkerPoolDep) -> Response:
        content, digest = await pool.run(written, entry)
        return etag_response(request, content, "application/json", digest)

    return ask


def add(measure: Measure) -> None:
    """Adds the route of one measure, with the endpoint that its steps and settings need."""
    success: dict[str, Any] = {"model": measure.result, "description": measure.gives}
    method, responses, raw = "POST", {**MODEL_ERRORS}, measure.steps is not None
    if measure.steps is None and measure.config.model_fields:
        endpoint = at_once(measure)
    elif measure.steps is None:
        endpoint, method, raw = of_network(measure), "GET", True
        responses = {**NOT_MODIFIED, **documented(404, 422)}
    elif measure.steps.lines is None:
        endpoint = in_steps(measure, measure.steps)
    else:
        endpoint = by_lines(measure, measure.steps)
        text = {"schema": {"type": "string"}, "example": measure.steps.lines}
        success["content"] = {NDJSON: text}
    options: dict[str, Any] = {"response_class": Response} if raw else {}
    router.add_api_route(
        f"/{{model}}/{measure.name}",
        endpoint,
        methods=[method],
        name=measure.name.replace("-", "_"),
        summary=measure.title,
        description=measure.note,
        responses={200: success, **responses},
        **options,
    )


for measure in MEASURES.values():
    add(measure)

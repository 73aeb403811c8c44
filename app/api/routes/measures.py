"""What is measured of one network when somebody asks: a route for each measure that there is."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.dependencies import GivenCompute, GivenEntry, GivenSettings
from app.api.errors import MODEL_ERRORS, documented
from app.api.etag import UNCHANGED, cached
from app.api.ndjson_stream import NDJSON, Format, answer
from app.api.policy import policy
from app.experiments.record import Measure, Steps
from app.experiments.registry import MEASURES
from app.network.library import Entry

router = APIRouter(prefix="/api/models", tags=["laboratory"])


def at_once(measure: Measure) -> Callable[..., Any]:
    """The endpoint of a measure that is one short piece of work."""

    @policy(computes=True)
    async def ask(
        wanted: measure.config,  # type: ignore[name-defined]
        entry: GivenEntry,
        compute: GivenCompute,
    ) -> measure.answer:  # type: ignore[name-defined]
        return await compute.run(measure.run, entry, wanted)

    return ask


def in_steps(measure: Measure, steps: Steps) -> Callable[..., Any]:
    """The endpoint of a measure that takes long and answers at the end."""

    @policy(computes=True, budget="sweeps")
    async def ask(
        wanted: measure.config,  # type: ignore[name-defined]
        request: Request,
        entry: GivenEntry,
        compute: GivenCompute,
        settings: GivenSettings,
    ) -> Response:
        work = await compute.run(steps.begin, entry, wanted, settings.sweep_limit)
        return await answer(request, compute, work, steps.collect, "json")

    return ask


def by_lines(measure: Measure, steps: Steps) -> Callable[..., Any]:
    """The endpoint of a measure that takes long and can tell what it has so far."""

    @policy(computes=True, budget="sweeps")
    async def ask(
        wanted: measure.config,  # type: ignore[name-defined]
        request: Request,
        entry: GivenEntry,
        compute: GivenCompute,
        settings: GivenSettings,
        format: Format = "json",
    ) -> Response:
        work = await compute.run(steps.begin, entry, wanted, settings.sweep_limit)
        return await answer(request, compute, work, steps.collect, format)

    return ask


def of_network(measure: Measure) -> Callable[..., Any]:
    """The endpoint of a measure with nothing to choose: a network does not change while served."""

    @cache
    def written(entry: Entry) -> tuple[bytes, str]:
        """The answer as JSON, and its hash."""
        content = measure.run(entry, measure.config()).model_dump_json().encode()
        return content, hashlib.sha256(content).hexdigest()

    @policy(computes=True, budget="sweeps")
    async def ask(request: Request, entry: GivenEntry, compute: GivenCompute) -> Response:
        content, digest = await compute.run(written, entry)
        return cached(request, content, "application/json", digest)

    return ask


def add(measure: Measure) -> None:
    """Adds the route of one measure, as it says that it is asked."""
    told: dict[str, Any] = {"model": measure.answer, "description": measure.gives}
    method, responses, raw = "POST", {**MODEL_ERRORS}, measure.steps is not None
    if measure.steps is None and measure.config.model_fields:
        endpoint = at_once(measure)
    elif measure.steps is None:
        endpoint, method, raw = of_network(measure), "GET", True
        responses = {**UNCHANGED, **documented(404, 422)}
    elif measure.steps.lines is None:
        endpoint = in_steps(measure, measure.steps)
    else:
        endpoint = by_lines(measure, measure.steps)
        text = {"schema": {"type": "string"}, "example": measure.steps.lines}
        told["content"] = {NDJSON: text}
    options: dict[str, Any] = {"response_class": Response} if raw else {}
    router.add_api_route(
        f"/{{model}}/{measure.name}",
        endpoint,
        methods=[method],
        name=measure.name.replace("-", "_"),
        summary=measure.title,
        description=measure.note,
        responses={200: told, **responses},
        **options,
    )


for measure in MEASURES.values():
    add(measure)

"""What excites a slice."""

from fastapi import APIRouter, Request, Response

from app.api.dependencies import GivenCompute, GivenEntry, GivenSettings
from app.api.errors import MODEL_ERRORS
from app.api.ndjson_stream import NDJSON, Format, answer
from app.experiments import excitation as experiment
from app.experiments.slice_sweep import ExcitationConfig, plan

router = APIRouter(prefix="/api/models", tags=["laboratory"])

EXAMPLE = (
    '{"type":"start","layer":"pool2","channel":0,"name":"face","positions":701,"...":"..."}\n'
    '{"type":"part","done":8}\n'
    '{"type":"end","top":["..."],"by_object":["..."]}\n'
)


@router.post(
    "/{model}/excitation",
    summary="What excites a slice most",
    response_class=Response,
    responses={
        200: {
            "model": experiment.ExcitationAnswer,
            "description": "The strongest; as NDJSON, with lines that tell how far it is.",
            "content": {NDJSON: {"schema": {"type": "string"}, "example": EXAMPLE}},
        },
        **MODEL_ERRORS,
    },
)
async def excitation(
    wanted: ExcitationConfig,
    request: Request,
    entry: GivenEntry,
    compute: GivenCompute,
    settings: GivenSettings,
    format: Format = "json",
) -> Response:
    """Each object alone at every position where it lies on the canvas; where a slice answers most.

    `ndjson` gives a line `start` with what is swept, lines `part` with how many positions are
    `done`, and a line `end` with everything else; or, when the server fails on the way, a last line
    `error` in the error shape. A client that leaves ends the work.
    """
    sweep = await compute.run(plan, entry, wanted, settings.sweep_limit)
    return await answer(request, compute, experiment.steps(sweep), experiment.collect, format)

"""One object at every position."""

from fastapi import APIRouter, Request, Response

from app.api.dependencies import GivenCompute, GivenEntry, GivenSettings
from app.api.errors import MODEL_ERRORS
from app.api.ndjson_stream import NDJSON, Format, answer
from app.experiments import sensitivity as experiment
from app.experiments.sweep import SweepConfig, plan

router = APIRouter(prefix="/api/models", tags=["laboratory"])

EXAMPLE = (
    '{"type":"start","rows":[0,8],"cols":[0,8],"total":4,"...":"..."}\n'
    '{"type":"part","first":0,"score":[1.0,0.9],"...":"..."}\n'
    '{"type":"end","accuracy":1.0,"...":"..."}\n'
)


@router.post(
    "/{model}/sensitivity",
    summary="One object at every position",
    response_class=Response,
    responses={
        200: {
            "model": experiment.SensitivityAnswer,
            "description": "The maps; as NDJSON, line by line while they are made.",
            "content": {NDJSON: {"schema": {"type": "string"}, "example": EXAMPLE}},
        },
        **MODEL_ERRORS,
    },
)
async def sensitivity(
    wanted: SweepConfig,
    request: Request,
    entry: GivenEntry,
    compute: GivenCompute,
    settings: GivenSettings,
    format: Format = "json",
) -> Response:
    """Score, correctness and sensitivity of one object at every place where it lies on the canvas.

    `ndjson` gives a line `start` with what is swept, lines `part` with the positions from number
    `first` on, row by row, and a line `end` with everything else; or, when the server fails on the
    way, a last line `error` in the error shape. A client that leaves ends the work.
    """
    sweep = await compute.run(plan, entry, wanted, settings.sweep_limit)
    return await answer(request, compute, experiment.steps(sweep), experiment.collect, format)

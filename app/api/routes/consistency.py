"""How much of the answer survives a shift."""

from fastapi import APIRouter, Request

from app.api.dependencies import GivenCompute, GivenEntry
from app.api.errors import MODEL_ERRORS
from app.api.ndjson_stream import parts
from app.experiments import consistency as experiment

router = APIRouter(prefix="/api/models", tags=["laboratory"])


@router.post(
    "/{model}/consistency", summary="Does the answer survive a shift?", responses=MODEL_ERRORS
)
async def consistency(
    wanted: experiment.ConsistencyConfig,
    request: Request,
    entry: GivenEntry,
    compute: GivenCompute,
) -> experiment.ConsistencyAnswer:
    """Agreement of pairs of shifted copies of held-out samples, with accuracy beside it.

    A network that always gives the same answer is perfectly consistent: `constant` says so. A
    client that leaves ends the work.
    """
    pairs = await compute.run(experiment.plan, entry, wanted)
    work = experiment.steps(entry, wanted, pairs)
    *_, answer = [part async for part in parts(request, compute, work)]
    return answer

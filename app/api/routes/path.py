"""The path to one output."""

from fastapi import APIRouter

from app.api.dependencies import GivenCompute, GivenEntry
from app.api.errors import MODEL_ERRORS
from app.experiments import path as experiment

router = APIRouter(prefix="/api/models", tags=["laboratory"])


@router.post("/{model}/path", summary="What speaks for an output", responses=MODEL_ERRORS)
async def path(
    wanted: experiment.PathConfig, entry: GivenEntry, compute: GivenCompute
) -> experiment.PathAnswer:
    """What each cell of the last volume contributes to one output, the largest first.

    `total` is the sum over all cells, not only those that are told; `total + bias = logit`.
    """
    return await compute.run(experiment.run, entry, wanted)

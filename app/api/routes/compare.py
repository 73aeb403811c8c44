"""Two scenes, compared."""

from fastapi import APIRouter

from app.api.dependencies import GivenCompute, GivenEntry
from app.api.errors import MODEL_ERRORS
from app.experiments import compare as experiment

router = APIRouter(prefix="/api/models", tags=["laboratory"])


@router.post("/{model}/compare", summary="Two scenes, compared", responses=MODEL_ERRORS)
async def compare(
    wanted: experiment.CompareConfig, entry: GivenEntry, compute: GivenCompute
) -> experiment.CompareAnswer:
    """Counts of cells slice by slice, how each volume moved, the outputs, and the paths to one.

    `error` is the equivariance error at `best`: on the lattice the exact counterpart, off it the
    best of the neighbouring whole cells. `interior` looks at cells alone that see no padding in
    either scene.
    """
    return await compute.run(experiment.run, entry, wanted)

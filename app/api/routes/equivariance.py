"""Whether volumes move with the picture."""

from fastapi import APIRouter

from app.api.dependencies import GivenCompute, GivenEntry
from app.api.errors import MODEL_ERRORS
from app.experiments import equivariance as experiment

router = APIRouter(prefix="/api/models", tags=["laboratory"])


@router.post("/{model}/equivariance", summary="Do volumes move along?", responses=MODEL_ERRORS)
async def equivariance(
    wanted: experiment.EquivarianceConfig, entry: GivenEntry, compute: GivenCompute
) -> experiment.EquivarianceAnswer:
    """The equivariance error of every volume when the scene's picture moves.

    `canvas` drops what leaves the picture and fills with zeros; `cyclic` lets it in again at the
    opposite border. On the lattice `best` is the exact counterpart, off it the best of the
    neighbouring whole cells.
    """
    return await compute.run(experiment.run, entry, wanted)

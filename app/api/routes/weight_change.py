"""Where training changed the head."""

import hashlib
from functools import cache

from fastapi import APIRouter, Request, Response

from app.api.dependencies import GivenCompute, GivenEntry
from app.api.errors import documented
from app.api.etag import UNCHANGED, cached
from app.experiments import weight_change as experiment
from app.network.library import Entry

router = APIRouter(prefix="/api/models", tags=["laboratory"])


@cache
def answer(entry: Entry) -> tuple[bytes, str]:
    """The answer as JSON, and its hash; a network does not change while it is served."""
    found = experiment.run(entry, experiment.WeightChangeConfig())
    content = found.model_dump_json().encode()
    return content, hashlib.sha256(content).hexdigest()


@router.get(
    "/{model}/weight-change",
    summary="Where training changed the head",
    response_class=Response,
    responses={
        200: {"model": experiment.WeightChangeAnswer, "description": "The maps."},
        **UNCHANGED,
        **documented(404, 422),
    },
)
async def weight_change(request: Request, entry: GivenEntry, compute: GivenCompute) -> Response:
    """How far the weights of the head's first layer are from those that training began with.

    By place of the last volume. The initial weights are drawn again from the card's seed; a network
    without one, or whose head does not begin with a fully connected layer, has no answer.
    """
    content, digest = await compute.run(answer, entry)
    return cached(request, content, "application/json", digest)

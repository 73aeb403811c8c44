"""The catalogue: the served networks and their weights."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.dependencies import EntryDep, LibraryDep
from app.api.errors import documented
from app.api.etag import NOT_MODIFIED, etag_response
from app.api.media_types import SAFETENSORS
from app.api.route_policy import policy
from app.network.card import CardView
from app.network.family import Family

router = APIRouter(prefix="/api/models", tags=["catalogue"])


class Catalogue(BaseModel):
    """The cards of all served networks, by name, and the axes in which they differ."""

    models: list[CardView]
    families: tuple[Family, ...]


@router.get("", summary="All networks")
@policy(fixed=True)
async def list_models(library: LibraryDep) -> Catalogue:
    """The cards (shapes, strides, receptive fields, ranges, accuracy), and the families.

    A family's `switches` give, for each of its networks and each value of each axis, the network to
    switch to. If `also` is empty, it is the twin, which differs in that axis alone. Otherwise that
    combination was not trained: `model` is the closest one, and `also` lists what else changes.
    """
    cards = [entry.card for entry in library.entries.values()]
    return Catalogue(models=cards, families=library.families)


@router.get("/{model}", summary="One network", responses=documented(404, 422))
@policy(fixed=True)
async def get_model(entry: EntryDep) -> CardView:
    """The card of one network."""
    return entry.card


@router.get(
    "/{model}/weights",
    summary="A network's weights",
    response_class=Response,
    responses={
        200: {"description": "The safetensors file.", "content": {SAFETENSORS: {}}},
        **NOT_MODIFIED,
        **documented(404, 422),
    },
)
async def get_weights(request: Request, entry: EntryDep) -> Response:
    """The safetensors file; its ETag is the card's sha256."""
    name = f"{entry.card.id}.safetensors"
    return etag_response(request, entry.raw, SAFETENSORS, entry.card.sha256, name)

"""The catalogue: which networks are served, and their weights."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.cached import UNCHANGED, cached
from app.api.errors import documented
from app.api.given import GivenEntry, GivenLibrary
from app.network.card import CardView

router = APIRouter(prefix="/api/models", tags=["catalogue"])

SAFETENSORS = "application/octet-stream"


class Catalogue(BaseModel):
    """The cards of all networks that are served, by name."""

    models: list[CardView]


@router.get("", summary="All networks")
async def list_models(library: GivenLibrary) -> Catalogue:
    """The cards: shapes, strides, receptive fields, ranges, names of slices, accuracy."""
    return Catalogue(models=[entry.card for entry in library.entries.values()])


@router.get("/{model}", summary="One network", responses=documented(404, 422))
async def get_model(entry: GivenEntry) -> CardView:
    """The card of one network."""
    return entry.card


@router.get(
    "/{model}/weights",
    summary="A network's weights",
    response_class=Response,
    responses={
        200: {"description": "The safetensors file.", "content": {SAFETENSORS: {}}},
        **UNCHANGED,
        **documented(404, 422),
    },
)
async def get_weights(request: Request, entry: GivenEntry) -> Response:
    """The safetensors file; its ETag is the card's sha256."""
    name = f"{entry.card.id}.safetensors"
    return cached(request, entry.raw, SAFETENSORS, entry.card.sha256, name)

"""The catalogue: the served networks, their weights, and they themselves as files."""

import hashlib
import json

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.dependencies import EntryDep, LibraryDep, WorkerPoolDep
from app.api.errors import documented
from app.api.etag import NOT_MODIFIED, etag_response
from app.api.media_types import ONNX, SAFETENSORS
from app.api.route_policy import policy
from app.network.card import CardView
from app.network.family import Family
from app.network.library import Entry
from app.network.onnx_file.write import write
from app.own.store import is_own

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


@router.get(
    "/{model}",
    summary="One network",
    response_model=CardView,
    responses={**NOT_MODIFIED, **documented(404, 422)},
)
@policy(fixed=True)
async def get_model(request: Request, entry: EntryDep) -> Response:
    """The card of one network, also of a visitor's, which no list has."""
    content = entry.card.model_dump_json().encode()
    tag = hashlib.sha256(content).hexdigest()
    private = is_own(entry.card.id)
    return etag_response(request, content, "application/json", tag, private=private)


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
async def get_weights(request: Request, entry: EntryDep, pool: WorkerPoolDep) -> Response:
    """The safetensors file; its ETag is the card's sha256."""
    name = f"{entry.card.id}.safetensors"
    raw = await pool.run(lambda: entry.raw)
    private = is_own(entry.card.id)
    return etag_response(request, raw, SAFETENSORS, entry.card.sha256, name, private)


@router.get(
    "/{model}/onnx",
    summary="A network as an ONNX file",
    response_class=Response,
    responses={
        200: {"description": "The ONNX file.", "content": {ONNX: {}}},
        **NOT_MODIFIED,
        **documented(404, 422),
    },
)
async def get_onnx(request: Request, entry: EntryDep, pool: WorkerPoolDep) -> Response:
    """The network in ONNX, for other programs; `POST /api/models` takes it, too.

    Its input is `input`, `(batch, channel, row, col)`, with the values that the card's `input` says
    of pixels; its output is `logits`, one value for each of the card's `outputs`. The file's
    properties hold the title, the outputs, the format of the input and where the network comes
    from. A layer that ONNX has no operators for gives `not_exportable`; `where` names it.
    """
    raw = await pool.run(onnx_of, entry)
    card = entry.card
    tag = hashlib.sha256(raw).hexdigest()
    return etag_response(request, raw, ONNX, tag, f"{card.id}.onnx", is_own(card.id))


def onnx_of(entry: Entry) -> bytes:
    """The bytes of the ONNX file; raises NotExportable."""
    card = entry.card
    notes = {
        "title": card.title,
        "outputs": json.dumps(card.outputs, ensure_ascii=False),
        "input": card.input.model_dump_json(),
        "trained_on": card.trained_on,
        "source": card.source,
        "sha256": card.sha256,
    }
    return write(entry.network, notes)

"""Visitors' own networks: sent as a file, kept for a while."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from app.api.dependencies import NetworksDep, SettingsDep, WorkerPoolDep, reader
from app.api.errors import documented
from app.api.media_types import MULTIPART, is_form
from app.api.ndjson_stream import chunks
from app.api.route_policy import policy
from app.api.validation_messages import describe, truncated, twice
from app.errors import (
    BodyTooLarge,
    InvalidInput,
    MalformedJson,
    NetworkGone,
    NoOwnNetworks,
    UnknownEncoding,
    UnknownModel,
)
from app.network.card import CardView
from app.network.deadline import deadline
from app.network.library import CARD_LIMIT
from app.own.arrival import Arrived, Bounds, id_of, read_network
from app.own.measuring import measured
from app.own.options import Options
from app.own.store import OwnNetworks, is_own
from app.runtime.fair_lock import FairLock
from app.runtime.worker_pool import WorkerPool

router = APIRouter(prefix="/api/models", tags=["own networks"])

READ_SECONDS = 30.0
"""A file that takes longer to read is refused; 200 MB take some 2 s, as lists of numbers 10 s."""
FIELDS = ("file", "options", "card")


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a model, with the schemas that it refers to in place."""
    schema = model.model_json_schema()
    inner = schema.pop("$defs", {})
    for name, found in schema["properties"].items():
        if reference := found.pop("$ref", None):
            schema["properties"][name] = inner[reference.rpartition("/")[2]] | found
    return schema


FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "contentMediaType": "application/octet-stream",
            "description": "A network in ONNX, or with `card` its weights in safetensors; "
            "`GET /api/limits` gives its largest size.",
        },
        "options": {
            **described(Options),
            "description": "What the file does not say, as JSON.",
        },
        "card": {
            "type": "object",
            "description": "A spec as in this server's own cards, as JSON: the spec itself, or an "
            "object that has it under `spec`.",
        },
    },
    "required": ["file"],
    "additionalProperties": False,
}


def own_store(networks: NetworksDep) -> OwnNetworks:
    """The store of visitors' networks; raises NoOwnNetworks where visitors may bring none."""
    if networks.own is None:
        raise NoOwnNetworks("this server takes no networks of visitors: ask who runs it")
    return networks.own


def arrivals(request: Request) -> FairLock:
    """The lock that lets one network arrive at a time."""
    lock: FairLock = request.app.state.arrivals
    return lock


OwnDep = Annotated[OwnNetworks, Depends(own_store)]
ReaderDep = Annotated[WorkerPool, Depends(reader)]
ArrivalsDep = Annotated[FairLock, Depends(arrivals)]


@router.post(
    "",
    status_code=201,
    summary="A network of your own",
    response_model=CardView,
    responses=documented(400, 403, 413, 415, 422),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                MULTIPART: {
                    "schema": FORM,
                    "encoding": {
                        name: {"contentType": "application/json"} for name in ("options", "card")
                    },
                }
            },
        },
    },
)
@policy(computes=True, budget="networks", upload=True)
async def add_network(
    request: Request,
    own: OwnDep,
    pool: WorkerPoolDep,
    reader: ReaderDep,
    lock: ArrivalsDep,
    settings: SettingsDep,
) -> Response:
    """Takes a network in ONNX, and gives its card; every call of a network takes its `id`.

    The file is read as data and never executed. The server lists the network to nobody, and keeps
    it for a while: later it answers 404 with the code `network_gone`, and takes the file again.
    The same file with the same options has the same `id`.

    Options, as JSON: `title`; `classes`, the names of the outputs; `input`, how the network wants
    the canvas's pixels; `reduce`, `max` or `mean`, or `difference` of two slices, for a network
    that ends in a map; `volumes`, the names of the layers to show, by default one for each change
    of resolution.
    """
    if not is_form(got := request.headers.get("content-type", "")):
        raise UnknownEncoding(
            f"expected the content type {MULTIPART}; got {truncated(got) or 'none'}", "content-type"
        )
    bounds = Bounds(settings.own_products, settings.own_memory)
    async with request.form(max_files=2, max_fields=4, max_part_size=CARD_LIMIT) as form:
        file, options, card = fields_of(form, settings.own_file_limit)
        async with lock.held():
            arrived = await reader.run(begin, own, file, card, options, bounds)
            if isinstance(arrived, Arrived):
                async for finished in chunks(request, pool, measured(arrived)):
                    arrived = finished
                await reader.run(own.put, *arrived)
                view = arrived.entry.card
            else:
                view = arrived
    content = await pool.run(lambda: view.model_dump_json().encode())
    return Response(content, 201, media_type="application/json")


@router.delete(
    "/{model}",
    status_code=204,
    summary="Forget a network of your own",
    responses=documented(403, 404, 422),
)
@policy(computes=True)
async def remove_network(model: str, own: OwnDep, reader: ReaderDep) -> None:
    """The server keeps it no longer; only networks that visitors sent can be removed."""
    if not is_own(model):
        raise UnknownModel(
            f"expected the id of a network that was sent; got {truncated(repr(model))}", "model"
        )
    if not await reader.run(own.remove, model):
        raise NetworkGone(
            f"expected a network that this server still has; got {truncated(repr(model))}", "model"
        )


def begin(
    own: OwnNetworks, file: UploadFile, card: str | None, options: Options, bounds: Bounds
) -> Arrived | CardView:
    """Reads the file; a network that the store has already is given at once, by its card.

    Raises as `read_network`.
    """
    file.file.seek(0)
    raw = file.file.read()
    name = id_of(raw, card, options)
    known = own.known(name)
    if known is not None:
        return known.card
    with deadline(READ_SECONDS):
        return read_network(name, raw, card, options, bounds)


def fields_of(form: FormData, limit: int) -> tuple[UploadFile, Options, str | None]:
    """The file, the options and the card of a form.

    Raises:
        InvalidInput: a field is missing, twice there, unknown, or no such thing; names it.
        BodyTooLarge: the file has more than `limit` bytes.
    """
    for name, value in form.multi_items():
        if name not in FIELDS:
            raise InvalidInput(
                f"expected the fields {', '.join(FIELDS)}; got {truncated(repr(name))}", name[:80]
            )
        if len(form.getlist(name)) > 1:
            raise InvalidInput("expected the field once; got it again", name)
        if isinstance(value, str) == (name == "file"):
            expected = "a file" if name == "file" else "text, without a filename"
            raise InvalidInput(f"expected {expected} in this field of the form", name)
    file, text, card = form.get("file"), form.get("options"), form.get("card")
    if not isinstance(file, UploadFile):
        raise InvalidInput("expected the field 'file'; got none", "file")
    if (size := file.size or 0) > limit:
        raise BodyTooLarge(f"expected a file of at most {limit} bytes; got {size}", "file")
    options = options_of(text) if isinstance(text, str) and text.strip() else Options()
    return file, options, card if isinstance(card, str) else None


def options_of(text: str) -> Options:
    """The options in JSON; raises InvalidInput or MalformedJson, which name the field."""
    if again := twice(text):
        raise InvalidInput(again.message, f"options.{again.where}")
    try:
        return Options.model_validate_json(text)
    except ValidationError as error:
        code, message, where = describe(error.errors(include_url=False)[0])
        kind = MalformedJson if code == MalformedJson.code else InvalidInput
        raise kind(message, "options" if where is None else f"options.{where}") from None

"""Every layer's activations for a scene or a picture, exact."""

import io
import zipfile
from collections.abc import Mapping
from math import prod
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Form, Query, Response
from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json
from safetensors.numpy import save
from starlette.datastructures import Headers

from app.api.dependencies import DecoderDep, EntryDep, SettingsDep, WorkerPoolDep
from app.api.errors import MODEL_ERRORS
from app.api.media_types import SAFETENSORS, is_form
from app.api.route_policy import policy
from app.api.upload import (
    CROSS,
    Base64,
    PictureForm,
    add_form_route,
    content_of,
    form_too,
    limited,
)
from app.api.validation_messages import truncated
from app.errors import InvalidInput, UnknownLayer
from app.inference import trace_picture, trace_scene
from app.mosaic import mosaic
from app.network.layers.layer import Role
from app.network.library import Entry
from app.network.trace import Trace, Volume
from app.scene.png import png
from app.scene.scene import Scene
from app.scene.user_picture import fit
from app.scene.visibility import Pixels

router = APIRouter(prefix="/api/models", tags=["activations"])

Format = Literal["json", "safetensors", "npz", "png"]
TYPES = {
    "json": "application/json",
    "safetensors": SAFETENSORS,
    "npz": "application/zip",
    "png": "image/png",
}


EXAMPLE: dict[str, Any] = {"scene": {"objects": [{"object": "face", "row": 4, "col": 40}]}}


SCENE = 1 << 17
"""Bytes of the largest scene, including its own pictures."""


def uploads_picture(headers: Headers) -> bool:
    """Whether a request holds a file, or more bytes than any scene."""
    said = headers.get("content-length", "")
    return is_form(headers.get("content-type", "")) or not said.isdecimal() or int(said) > SCENE


POLICY = policy(computes=True, budget="pictures", counted=uploads_picture, picture=True)


class ActivationsRequest(BaseModel):
    """A scene or, instead of one, a picture."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [EXAMPLE, {"picture": CROSS}],
            "oneOf": [{"required": ["scene"]}, {"required": ["picture"]}],
        },
    )

    scene: Scene | None = None
    picture: Base64 | None = None


class LayerActivations(BaseModel):
    """One layer: cells above zero, slice by slice, and all values, nested as `shape` says.

    `stage` counts the volumes after the input from 1; null for layers of another role.
    """

    name: str
    role: Role | None
    stage: int | None
    shape: list[int]
    active: list[int]
    values: list[Any]


class OutputScore(BaseModel):
    """One output: its logit and its score, the logits' softmax or as `docs/api.md` says."""

    name: str
    score: float
    logit: float


class Activations(BaseModel):
    """A network's activations and outputs for a scene or a picture."""

    model: str
    layers: list[LayerActivations]
    outputs: list[OutputScore]


def selected_layers(entry: Entry, layers: str | None) -> list[str]:
    """The names in a comma-separated list, all layers without one; raises UnknownLayer."""
    known = [layer.name for layer in entry.card.layers]
    if layers is None:
        return known
    names = layers.split(",")
    for name in names:
        if name not in known:
            got = truncated(repr(name))
            raise UnknownLayer(f"expected some of {', '.join(known)}; got {got}", "layers")
    return [name for name in known if name in names]


MOST_NUMBERS: dict[Format, int] = {
    "json": 1 << 21,
    "safetensors": 1 << 25,
    "npz": 1 << 23,
    "png": 1 << 24,
}
"""Numbers in one response, at most, by its format: none takes much longer than a second."""


def check_numbers(entry: Entry, names: list[str], form: Format) -> None:
    """Raises InvalidInput if these layers have more numbers than a response may have."""
    count = sum(prod(layer.shape) for layer in entry.card.layers if layer.name in names)
    if count > (most := MOST_NUMBERS[form]):
        raise InvalidInput(
            f"expected layers with at most {most:,} numbers together, as {form}; got {count:,}: "
            "name fewer in `layers`, or take another format",
            "layers",
        )


def encoded(entry: Entry, content: Scene | Pixels, names: list[str], form: Format) -> bytes:
    """Activations in one of the formats; raises as `trace_scene`."""
    trace = (
        trace_scene(entry, content) if isinstance(content, Scene) else trace_picture(entry, content)
    )
    volumes = [trace.volume(name) for name in names]
    if form == "json":
        return as_json(entry, trace, volumes)
    if form == "png":
        return png(mosaic(volumes, entry.ranges))
    # safetensors requires C order.
    tensors: dict[str, Any] = {
        volume.name: np.ascontiguousarray(volume.values) for volume in volumes
    }
    tensors |= {"logits": trace.logits, "scores": trace.scores}
    if form == "npz":
        return as_npz(tensors)
    return save(tensors, metadata={"model": trace.model})


def as_json(entry: Entry, trace: Trace, volumes: list[Volume]) -> bytes:
    """Activations as JSON; each number, read back as float32, is the network's own."""
    outputs = zip(entry.card.outputs, trace.scores.tolist(), trace.logits.tolist(), strict=True)
    document = {
        "model": trace.model,
        "layers": [
            {
                "name": volume.name,
                "role": volume.role,
                "stage": volume.stage,
                "shape": list(volume.values.shape),
                "active": volume.active(),
                "values": volume.values.tolist(),
            }
            for volume in volumes
        ],
        "outputs": [
            {"name": name, "score": score, "logit": logit} for name, score, logit in outputs
        ],
    }
    # Seven times as fast as the json module; a live frame may be waiting for the same core.
    return to_json(document, inf_nan_mode="null")


def as_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """A compressed .npz; NumPy's own writer takes names as keywords, and not every one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, array)
    return buffer.getvalue()


FormatQuery = Annotated[Format, Query(description="The format of the response.")]
LayersQuery = Annotated[
    str | None,
    Query(description="Names of layers, comma-separated; all without it.", examples=["pool2"]),
]


@POLICY
async def activations_of_upload(
    body: Annotated[PictureForm, Form()],
    entry: EntryDep,
    pool: WorkerPoolDep,
    decoder: DecoderDep,
    settings: SettingsDep,
    format: FormatQuery = "json",
    layers: LayersQuery = None,
) -> Response:
    """The activations for a picture in a form."""
    names = selected_layers(entry, layers)
    check_numbers(entry, names, format)
    _, height, width = entry.card.input_shape
    content = await body.picture.read()
    limit = settings.picture_limit
    pixels = await decoder.run(lambda: fit(limited(content, limit), height, width))
    content = await pool.run(encoded, entry, pixels, names, format)
    return Response(content, media_type=TYPES[format])


add_form_route(router, "/{model}/activations", activations_of_upload)


@router.post(
    "/{model}/activations",
    summary="Every layer's activations",
    response_class=Response,
    responses={
        200: {
            "model": Activations,
            "description": "The activations, in the format asked for.",
            "content": {kind: {} for kind in TYPES.values()},
        },
        **MODEL_ERRORS,
    },
    openapi_extra=form_too(),
)
@POLICY
async def activations(
    body: ActivationsRequest,
    entry: EntryDep,
    pool: WorkerPoolDep,
    decoder: DecoderDep,
    settings: SettingsDep,
    format: FormatQuery = "json",
    layers: LayersQuery = None,
) -> Response:
    """Exact float32 volumes and outputs for a scene, or for a picture instead.

    A picture, in base64 or as the file of a form, is fitted to the canvas as by `/api/pictures` and
    placed in its middle, on black.

    `json`: nested lists and counts of active cells. `safetensors` and `npz`: one float32 tensor per
    layer, with `scores` and `logits`. `png`: a grey mosaic at the card's fixed ranges, with layers
    one below the other, each a grid of its slices from left to right and top to bottom.
    """
    names = selected_layers(entry, layers)
    check_numbers(entry, names, format)
    scene_or_pixels: Scene | Pixels
    if body.picture is None and body.scene is not None:
        scene_or_pixels = body.scene
    elif body.picture is not None and body.scene is None:
        _, height, width = entry.card.input_shape
        limit = settings.picture_limit
        text = body.picture
        scene_or_pixels = await decoder.run(lambda: fit(content_of(text, limit), height, width))
    else:
        got = "neither" if body.scene is None else "both"
        raise InvalidInput(f"expected a scene or a picture; got {got}", "scene")
    content = await pool.run(encoded, entry, scene_or_pixels, names, format)
    return Response(content, media_type=TYPES[format])

"""One cell, explained to the last product."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.api.dependencies import EntryDep, WorkerPoolDep
from app.api.errors import MODEL_ERRORS
from app.api.route_policy import policy
from app.api.routes.activations import EXAMPLE
from app.inference import trace_scene
from app.network.cell_explanation import CellStep, Link, explain
from app.network.cell_receptive_field import Field as CellField
from app.network.cell_step import CellPlace, UnitPlace
from app.network.layers.layer import Role
from app.network.library import Entry
from app.scene.scene import Scene

router = APIRouter(prefix="/api/models", tags=["cell"])

Number = Annotated[StrictInt, Field(ge=0)]
LayerName = Annotated[str, Field(max_length=64)]


class CellRequest(BaseModel):
    """A scene and a cell: `channel`, `row` and `col` in a volume, `unit` in the head.

    `top` is the number of listed contributions for a cell that sums over all places.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {**EXAMPLE, "layer": "pool2", "channel": 0, "row": 3, "col": 12},
                {**EXAMPLE, "layer": "fc2", "unit": 1, "top": 5},
            ]
        },
    )

    scene: Scene
    layer: LayerName
    channel: Number | None = None
    row: Number | None = None
    col: Number | None = None
    unit: Number | None = None
    top: Annotated[StrictInt, Field(ge=1, le=1000)] = 20


class CellResponse(BaseModel):
    """The explanation of a cell.

    `value` is the network's own float32. `field` is the cell's receptive field in px, half-open;
    null in the head. `steps` go from the cell back to a convolution or a layer of the head; each
    explains the cell that contributes most to the step before it. A step's `total` equals the
    cell's value within float32's rounding. `source` is the cell that contributes most to the last
    step. `user` is the cell of the next layer with a role that changes most with this one. Each is
    null if no such cell exists. `name` is the name of the slice, unit or output, if it has one.
    """

    model: str
    layer: str
    kind: str
    role: Role | None
    stage: int | None
    shape: list[int]
    place: CellPlace | UnitPlace
    name: str | None
    value: float
    field: CellField | None
    steps: list[CellStep]
    source: Link | None
    user: Link | None


def explained(entry: Entry, body: CellRequest) -> bytes:
    """The response as JSON; raises UnknownObject, UnknownLayer and InvalidInput."""
    coordinates = body.model_dump(include={"channel", "row", "col", "unit"})
    found = explain(
        entry.network, trace_scene(entry, body.scene), body.layer, coordinates, body.top
    )
    layer = next(layer for layer in entry.card.layers if layer.name == body.layer)
    place = found.place
    slice_ = place.unit if isinstance(place, UnitPlace) else place.channel
    return (
        CellResponse(
            model=entry.card.id,
            layer=layer.name,
            kind=layer.kind,
            role=layer.role,
            stage=layer.stage,
            shape=list(layer.shape),
            place=place,
            name=layer.slices[slice_] if layer.slices else None,
            value=found.value,
            field=found.field,
            steps=list(found.steps),
            source=found.source,
            user=found.user,
        )
        .model_dump_json()
        .encode()
    )


@router.post(
    "/{model}/cell",
    summary="The explanation of one cell",
    response_model=CellResponse,
    responses=MODEL_ERRORS,
)
@policy(computes=True)
async def cell(body: CellRequest, entry: EntryDep, pool: WorkerPoolDep) -> Response:
    """The cell's receptive field, and every product, sum and choice from a convolution to the cell.

    Each step has one of nine forms: `patch` (a convolution: the values under the kernel, the
    products, their sum, the bias), `cut` (a ReLU: its input), `pool` (the window's values and
    weights, and the winner where one cell is kept), `shares` (a layer that sums over all places:
    the largest contributions, their sum, the bias), `terms` and `factors` (one value of each input,
    added or multiplied), `scale`, `function` and `copy`. Products and sums are float64.
    """
    content = await pool.run(explained, entry, body)
    return Response(content, media_type="application/json")

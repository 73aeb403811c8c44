"""Equivariance: whether a layer's activations move with the picture."""

import math
from itertools import product
from typing import Annotated

import numpy as np
from jaxtyping import Bool, Float, Float32
from pydantic import ConfigDict, Field, JsonValue

from app.experiments.experiment_record import Measure
from app.experiments.result import Result
from app.inference import raster_of, trace_scene
from app.network.card import Frozen
from app.network.interior import edge_affected
from app.network.layers.layer import Role
from app.network.library import Entry
from app.network.norm import norm
from app.network.receptive_field import receptive_fields
from app.network.shift import Offset, Protocol, shifted
from app.network.spec import Spec
from app.network.trace import Trace, trace
from app.scene.raster import with_channels
from app.scene.scene import Scene

QUESTION = "When the picture moves, does each volume move with it, and change in no other way?"

FARTHEST = 1024
"""Largest shift, in px: the side of the largest canvas that a network may have."""

Pixels = Annotated[int, Field(ge=-FARTHEST, le=FARTHEST, strict=True)]


class Shift(Offset):
    """How far a picture moves, in px."""

    row: Pixels
    col: Pixels


class Displacement(Frozen):
    """A displacement in cells, which may be fractional."""

    row: float
    col: float


class Errors(Frozen):
    """Equivariance errors over the whole volume and over its interior; null where undefined."""

    whole: float | None
    interior: float | None


class Moved(Frozen):
    """How one volume moved.

    Args:
        stage: number of the volume, counted from 1 after the input; null for other roles.
        stride: px from one cell to the next.
        displacement: the displacement to expect, in cells: the shift divided by the stride.
        on_lattice: whether that is a whole number of cells, so that an exact counterpart exists.
        best: the displacement in whole cells that `error` compares with: on the lattice the
            expected one, off it the neighbour with the smallest error.
        error: the equivariance error at `best`.
    """

    name: str
    role: Role | None
    stage: int | None
    stride: int
    displacement: Displacement
    on_lattice: bool
    best: Offset
    error: Errors


EXAMPLE: dict[str, JsonValue] = {
    "scene": {"objects": [{"object": "face", "row": 8, "col": 8}]},
    "shift": {"row": 4, "col": 20},
    "protocol": "canvas",
}


class EquivarianceConfig(Frozen):
    """A scene, the shift of its picture in px, and what happens to content that leaves it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    scene: Scene
    shift: Shift
    protocol: Protocol = "canvas"


class EquivarianceResult(Result):
    """Each volume's errors, in the order of the flow."""

    protocol: Protocol
    shift: Offset
    layers: tuple[Moved, ...]


Config = EquivarianceConfig


def run(entry: Entry, config: Config) -> EquivarianceResult:
    """Shifts the scene's picture and compares each volume with its shifted counterpart.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor the scene holds.
    """
    before = trace_scene(entry, config.scene)
    shift = config.shift
    after = trace(entry.network, shifted_picture(entry, config))
    layers = errors(entry.network.spec, before, after, shift, config.protocol)
    return EquivarianceResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        protocol=config.protocol,
        shift=shift,
        layers=tuple(layers),
    )


def shifted_picture(entry: Entry, config: Config) -> Float32[np.ndarray, "channel row col"]:
    """The network's input for the shifted picture.

    Pixels are shifted, not values: what comes in is the background's colour, or black beside a
    background that is a picture, and that is rarely 0 to a network that wants another format.
    """
    pixels = raster_of(entry, config.scene).pixels.transpose(2, 0, 1)
    named = config.scene.background or ""
    colour = bytes.fromhex(named[1:]) if named.startswith("#") else bytes(3)
    filling = with_channels(np.array([[list(colour)]], np.uint8), len(pixels))[0, 0]
    moved = shifted(pixels, config.shift.row, config.shift.col, config.protocol, filling)
    return entry.card.input.apply(np.ascontiguousarray(moved.transpose(1, 2, 0)))


def errors(
    spec: Spec, before: Trace, after: Trace, shift: Offset, protocol: Protocol
) -> list[Moved]:
    """How each volume except the input moved between two traces.

    After an adaptive polyphase layer, the phase depends on the picture and offsets a volume by less
    than a cell. From there on, neighbours are searched on the lattice too.

    Args:
        before, after: the traces of a picture and of the picture moved by `shift` px.
    """
    edges = edge_affected(spec)
    found, adaptive, stages = [], False, spec.stages()
    for layer, fields in zip(spec.layers, receptive_fields(spec), strict=True):
        if fields is None or layer.name not in edges:
            continue
        adaptive = adaptive or layer.adaptive
        wanted = shift.row / fields.rows.stride, shift.col / fields.cols.stride
        old, new = before.volume(layer.name).values, after.volume(layer.name).values
        inside = ~edges[layer.name]
        tried = [
            (error(old, new, cells, protocol, inside), cells)
            for cells in product(neighbours(wanted[0], adaptive), neighbours(wanted[1], adaptive))
        ]
        least, best = min(tried, key=lambda trial: _rank(trial[0], trial[1], wanted))
        found.append(
            Moved(
                name=layer.name,
                role=layer.role,
                stage=stages.get(layer.name),
                stride=fields.rows.stride,
                displacement=Displacement(row=wanted[0], col=wanted[1]),
                on_lattice=all(along.is_integer() for along in wanted),
                best=Offset(row=best[0], col=best[1]),
                error=least,
            )
        )
    return found


def neighbours(cells: float, adaptive: bool) -> range:
    """The whole numbers less than 1 away from `cells`; if `adaptive`, also those exactly 1 away."""
    reach = 1 if adaptive and cells.is_integer() else 0
    return range(math.floor(cells) - reach, math.ceil(cells) + reach + 1)


def error(
    before: Float[np.ndarray, "channel row col"],
    after: Float[np.ndarray, "channel row col"],
    cells: tuple[int, int],
    protocol: Protocol,
    inside: Bool[np.ndarray, "row col"],
) -> Errors:
    """`||after - T before|| / ||before||`, where T shifts by whole `cells`.

    The interior's error is `||after - T before|| / ||T before||` over the positions whose cells are
    `inside` in both pictures. An error is None where its denominator is zero.
    """
    moved = shifted(before, *cells, protocol)
    both = inside & shifted(inside, *cells, protocol)
    difference = after.astype(np.float64) - moved
    return Errors(
        whole=_share(difference, before), interior=_share(difference[:, both], moved[:, both])
    )


def _share(part: np.ndarray, whole: np.ndarray) -> float | None:
    """`||part|| / ||whole||` in float64; None when the latter is zero."""
    scale = norm(whole)
    return norm(part) / scale if scale > 0 else None


def _rank(
    found: Errors, cells: tuple[int, int], wanted: tuple[float, float]
) -> tuple[float, float, tuple[int, int]]:
    """A sort key for trials: by the error over the whole volume, then by distance."""
    off = math.hypot(cells[0] - wanted[0], cells[1] - wanted[1])
    return (math.inf if found.whole is None else found.whole, off, cells)


MEASURE = Measure(
    name="equivariance",
    title="Do volumes move with the picture?",
    question=QUESTION,
    note=(
        "The equivariance error of every volume when the scene's picture moves.\n\n"
        "`canvas` drops content that leaves the picture and fills it with the colour of the "
        "background (black without one, or if it is a picture), volumes with zeros; `cyclic` wraps "
        "content around to the opposite border. On the lattice `best` is the exact counterpart, "
        "off it the best of the neighbouring whole cells."
    ),
    config=EquivarianceConfig,
    result=EquivarianceResult,
    run=run,
)

"""Equivariance: whether a layer's activations move with the picture."""

import math
from itertools import product
from typing import Annotated

import numpy as np
from jaxtyping import Bool, Float
from pydantic import ConfigDict, Field, JsonValue

from app.experiments.interior import edge_affected
from app.experiments.norm import norm
from app.experiments.record import Measure
from app.experiments.result import Result
from app.experiments.shift import Offset, Protocol, shifted
from app.inference import trace_scene
from app.network.card import Frozen
from app.network.layers.layer import Role
from app.network.library import Entry
from app.network.receptive_field import receptive_fields
from app.network.spec import Spec
from app.network.trace import Trace, trace
from app.scene.scene import Scene

QUESTION = "When the picture moves, does each layer's volume move with it, and with nothing else?"

FARTHEST = 1024
"""Px of the longest shift: the largest canvas that a network may have."""

Pixels = Annotated[int, Field(ge=-FARTHEST, le=FARTHEST, strict=True)]


class Shift(Offset):
    """How far a picture moves, in px."""

    row: Pixels
    col: Pixels


class Displacement(Frozen):
    """Cells, also parts of one."""

    row: float
    col: float


class Errors(Frozen):
    """Equivariance errors over the whole volume and over its interior; null where undefined."""

    whole: float | None
    interior: float | None


class Moved(Frozen):
    """How one volume moved.

    Args:
        stage: of the volumes that have that role, counted from the input; null for others.
        stride: px from one cell to the next.
        displacement: cells that the volume should move by: the shift over the stride.
        on_lattice: whether those are whole cells, so that an exact counterpart exists.
        best: the whole cells by which the volume moved for the error given; on the lattice the
            displacement itself, off it whichever neighbour gives the least error.
        error: at `best`.
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
    """A scene, how far its picture moves, in px, and what becomes of content past a border."""

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
    """Moves the scene's picture and compares each volume with the one moved along.

    Raises:
        UnknownObject: the scene names an object that there is not.
    """
    before = trace_scene(entry, config.scene)
    shift = config.shift
    picture = shifted(before.volume("input").values, shift.row, shift.col, config.protocol)
    after = trace(entry.network, picture)
    layers = errors(entry.network.spec, before, after, shift, config.protocol)
    return EquivarianceResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        protocol=config.protocol,
        shift=shift,
        layers=tuple(layers),
    )


def errors(
    spec: Spec, before: Trace, after: Trace, shift: Offset, protocol: Protocol
) -> list[Moved]:
    """How each volume but the input moved, from the traces of a picture and of it moved by `shift`.

    After an adaptive polyphase layer a volume moves by an offset of its own for each picture, less
    than a cell: there the neighbours are searched on the lattice too.
    """
    edges = edge_affected(spec)
    found, adaptive, stages = [], False, spec.stages()
    for layer, field in zip(spec.layers, receptive_fields(spec), strict=True):
        if field is None:
            break
        adaptive = adaptive or layer.adaptive
        wanted = shift.row / field.stride, shift.col / field.stride
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
                stride=field.stride,
                displacement=Displacement(row=wanted[0], col=wanted[1]),
                on_lattice=all(along.is_integer() for along in wanted),
                best=Offset(row=best[0], col=best[1]),
                error=least,
            )
        )
    return found


def neighbours(cells: float, adaptive: bool) -> range:
    """The whole cells less than one away from `cells`; if `adaptive`, those just one away too."""
    reach = 1 if adaptive and cells.is_integer() else 0
    return range(math.floor(cells) - reach, math.ceil(cells) + reach + 1)


def error(
    before: Float[np.ndarray, "channel row col"],
    after: Float[np.ndarray, "channel row col"],
    cells: tuple[int, int],
    protocol: Protocol,
    inside: Bool[np.ndarray, "row col"],
) -> Errors:
    """`||after - T before|| / ||before||`, T moving by whole `cells`.

    The interior's error takes both norms over the places whose cells are `inside` in both pictures:
    `||after - T before|| / ||T before||` there. Null where a norm below the line is zero, or there
    is no such place.
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
    """Orders trials: the least error over the whole volume first, of equals the nearest."""
    off = math.hypot(cells[0] - wanted[0], cells[1] - wanted[1])
    return (math.inf if found.whole is None else found.whole, off, cells)


MEASURE = Measure(
    name="equivariance",
    title="Do volumes move along?",
    question=QUESTION,
    note=(
        "The equivariance error of every volume when the scene's picture moves.\n\n"
        "`canvas` drops what leaves the picture and fills with zeros; `cyclic` lets it in again at "
        "the opposite border. On the lattice `best` is the exact counterpart, off it the best of "
        "the neighbouring whole cells."
    ),
    config=EquivarianceConfig,
    result=EquivarianceResult,
    run=run,
)

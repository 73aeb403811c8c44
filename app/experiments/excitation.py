"""What excites a slice: each object alone at every position, and where the slice answers most."""

import base64
from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from jaxtyping import UInt8

from app.experiments.chunk_size import pictures_per_chunk
from app.experiments.record import Measure, Steps
from app.experiments.result import Result
from app.experiments.slice_sweep import ExcitationConfig, SliceSweep, Spot, plan
from app.network.card import Frozen
from app.network.cell_receptive_field import Box, field
from app.network.library import Entry
from app.scene.png import png
from app.scene.raster import paint
from app.scene.scene import Scene
from app.scene.sprite import Sprite

QUESTION = "Which object, and where, does a slice answer most strongly?"

Config = ExcitationConfig


class Cell(Frozen):
    """A cell of the slice."""

    row: int
    col: int


class Exciter(Frozen):
    """One object at one position, and the cell that answers it most.

    Args:
        row, col: px of the object's top-left corner.
        cell: the strongest of those that see a pixel of the object's box; of equals the first.
        value: its activation.
        field: the pixels that it sees, as if the picture went on beyond its borders.
        patch: those pixels as PNG in base64; clear where padding.
    """

    object: str
    row: int
    col: int
    cell: Cell
    value: float
    field: Box
    patch: str


class Share(Frozen):
    """What one object does over all its positions.

    Args:
        positions: at which some cell of the slice sees it; the others say nothing of it.
        max, mean: of the strongest cell's activation over these; null without any.
        active: share of these at which a cell that sees the object is above zero.
    """

    object: str
    positions: int
    max: float | None
    mean: float | None
    active: float | None


class Meta(Result):
    """What is swept.

    Args:
        name: of the slice, where it has one.
        positions: of all objects.
        background: the slice's largest activation on a blank canvas.
    """

    layer: str
    channel: int
    name: str | None
    step: int
    objects: tuple[str, ...]
    positions: int
    background: float


class Found(Frozen):
    """What all positions say together.

    Args:
        top: first every object's best position, the strongest first; then, strongest first, other
            positions at which the object overlaps no entry of the same object. Only activations
            above zero.
    """

    top: tuple[Exciter, ...]
    by_object: tuple[Share, ...]


class Line(Frozen):
    """A line of a stream."""

    type: Literal["start", "part", "end"]


class Start(Meta, Line):
    """The first line of a stream."""

    type: Literal["start"] = "start"


class Part(Line):
    """How many positions have been tried so far."""

    type: Literal["part"] = "part"
    done: int


class End(Found, Line):
    """The last line of a stream."""

    type: Literal["end"] = "end"


class ExcitationResult(Found, Meta):
    """The objects and positions that a slice answers most strongly."""


def run(entry: Entry, config: Config, limit: int | None = None) -> ExcitationResult:
    """The whole sweep; raises as `plan`."""
    return collect(steps(plan(entry, config, limit)))


def steps(sweep: SliceSweep) -> Iterator[Line]:
    """The sweep, line by line, one for each part of the work."""
    entry, config = sweep.entry, sweep.config
    layer = next(layer for layer in entry.card.layers if layer.name == config.layer)
    yield Start(
        model=entry.card.id,
        sha256=entry.card.sha256,
        layer=config.layer,
        channel=config.channel,
        name=layer.slices[config.channel] if layer.slices else None,
        step=config.step,
        objects=tuple(one.name for one in sweep.objects),
        positions=sweep.positions,
        background=float(sweep.slice(Scene()).max()),
    )
    count, done = pictures_per_chunk(entry.network), 0
    found: list[list[Spot]] = []
    for number in range(len(sweep.objects)):
        found.append([])
        for spot in sweep.spots(number):
            if spot is not None:
                found[-1].append(spot)
            done += 1
            if done % count == 0:
                yield Part(done=done)
    best = strongest(sweep.objects, found, config.top)
    yield End(
        top=tuple(exciter(sweep, spot) for spot in best),
        by_object=tuple(
            _share(one.name, spots) for one, spots in zip(sweep.objects, found, strict=True)
        ),
    )


def collect(lines: Iterable[Line]) -> ExcitationResult:
    """The whole answer, from all lines of a sweep."""
    start, *_, end = lines
    if not isinstance(start, Start) or not isinstance(end, End):
        raise ValueError("expected the lines of a whole sweep")
    return ExcitationResult(
        **start.model_dump(exclude={"type"}), **end.model_dump(exclude={"type"})
    )


def strongest(objects: tuple[Sprite, ...], found: list[list[Spot]], count: int) -> tuple[Spot, ...]:
    """The entries of `Found.top`, `count` at most; of equals the first."""

    def rank(spot: Spot) -> tuple[float, int, int, int]:
        return -spot.value, spot.number, spot.row, spot.col

    best = sorted((min(spots, key=rank) for spots in found if spots), key=rank)
    taken = [spot for spot in best if spot.value > 0]
    for spot in sorted((spot for spots in found for spot in spots if spot.value > 0), key=rank):
        if len(taken) >= count:
            break
        drawing = objects[spot.number]
        if not any(
            abs(spot.row - other.row) < drawing.height and abs(spot.col - other.col) < drawing.width
            for other in taken
            if other.number == spot.number
        ):
            taken.append(spot)
    return tuple(taken[:count])


def _share(name: str, spots: list[Spot]) -> Share:
    """What one object does over its positions."""
    values = np.array([spot.value for spot in spots], np.float64)
    return Share(
        object=name,
        positions=len(spots),
        max=float(values.max()) if spots else None,
        mean=float(values.mean()) if spots else None,
        active=float((values > 0).mean()) if spots else None,
    )


def exciter(sweep: SliceSweep, spot: Spot) -> Exciter:
    """A spot with what its cell sees."""
    config, spec = sweep.config, sweep.entry.network.spec
    names = ["input", *(layer.name for layer in spec.layers)]
    seen = field(spec, names.index(config.layer), (config.channel, *spot.cell))
    if seen is None:
        raise ValueError("expected a volume")
    canvas = paint(sweep.scene(spot.number, spot.row, spot.col), spec.input_shape)
    patch = png(cut(canvas, seen.whole, seen.wraps))
    return Exciter(
        object=sweep.objects[spot.number].name,
        row=spot.row,
        col=spot.col,
        cell=Cell(row=spot.cell[0], col=spot.cell[1]),
        value=spot.value,
        field=seen.whole,
        patch=base64.b64encode(patch).decode(),
    )


def cut(
    canvas: UInt8[np.ndarray, "row col channel"], box: Box, wraps: bool
) -> UInt8[np.ndarray, "_ _ 4"]:
    """The pixels of a box, RGBA; clear beyond the canvas, or the opposite side where it wraps."""
    height, width, _ = canvas.shape
    rows, cols = np.arange(*box.rows), np.arange(*box.cols)
    pixels = np.zeros((len(rows), len(cols), 4), np.uint8)
    pixels[..., :3] = canvas[rows % height][:, cols % width]
    inside = ((rows >= 0) & (rows < height))[:, None] & ((cols >= 0) & (cols < width))
    pixels[..., 3] = 255
    if not wraps:
        pixels[~inside] = 0
    return pixels


def _begin(entry: Entry, config: Config, limit: int) -> Iterator[Line]:
    """The sweep, line by line; raises as `plan`."""
    return steps(plan(entry, config, limit))


LINES = """\
{"type":"start","layer":"pool2","channel":0,"name":"face","positions":701,"...":"..."}
{"type":"part","done":8}
{"type":"end","top":["..."],"by_object":["..."]}
"""

MEASURE = Measure(
    name="excitation",
    title="What excites a slice most",
    question=QUESTION,
    note=(
        "Each object alone at every position where it lies on the canvas; where a slice answers "
        "most.\n\n"
        "`ndjson` gives a line `start` with what is swept, lines `part` with how many positions "
        "are `done`, and a line `end` with everything else; or, when the server fails on the way, "
        "a last line `error` in the error shape. A client that leaves ends the work."
    ),
    config=ExcitationConfig,
    result=ExcitationResult,
    run=run,
    steps=Steps(_begin, collect, LINES),
    gives="The strongest; as NDJSON, with lines that tell how far it is.",
)

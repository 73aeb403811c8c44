"""Excitation: which object, shown alone at every position, activates a slice most strongly."""

import base64
from collections.abc import Iterable, Iterator
from functools import partial
from math import isnan
from typing import Literal

import numpy as np
from jaxtyping import Float64, UInt8

from app.engine.division import Division
from app.experiments.chunk_size import pictures_per_chunk
from app.experiments.experiment_record import Measure, Steps
from app.experiments.result import Result
from app.experiments.slice_sweep import ExcitationConfig, Peak, SliceSweep, plan
from app.network.card import Frozen
from app.network.cell_receptive_field import Box, field
from app.network.library import Entry
from app.scene.png import png
from app.scene.raster import paint
from app.scene.scene import Scene
from app.scene.sprite import Sprite

QUESTION = "Which object, and at which position, excites a slice most strongly?"

Config = ExcitationConfig


class Cell(Frozen):
    """A cell of the slice."""

    row: int
    col: int


class Exciter(Frozen):
    """One object at one position, and the cell that it excites most.

    Args:
        row, col: px of the object's top-left corner.
        cell: the strongest cell that sees a pixel of the object's box; the first of equals.
        value: the cell's activation.
        field: the box that the cell sees, in px; it may extend beyond the picture.
        patch: the pixels of that box, as PNG in base64; padding is transparent.
    """

    object: str
    row: int
    col: int
    cell: Cell
    value: float
    field: Box
    patch: str


class Share(Frozen):
    """Statistics of one object over the positions at which some cell of the slice sees it.

    Args:
        positions: the number of these positions.
        max, mean: of the strongest cell's activation; null without any position.
        active: share of the positions at which a cell that sees the object is above zero.
    """

    object: str
    positions: int
    max: float | None
    mean: float | None
    active: float | None


class Meta(Result):
    """The parameters of a sweep.

    Args:
        name: of the slice; null where it has none.
        positions: number of positions, over all objects.
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
    """The summary over all positions.

    Args:
        top: first the best position of every object, strongest first; then, strongest first, other
            positions at which the object does not overlap an earlier entry of itself. Activations
            are above zero.
    """

    top: tuple[Exciter, ...]
    by_object: tuple[Share, ...]


class Line(Frozen):
    """A line of a stream."""

    type: Literal["start", "chunk", "end"]


class Start(Meta, Line):
    """The first line of a stream."""

    type: Literal["start"] = "start"


class Chunk(Line):
    """The number of positions done so far."""

    type: Literal["chunk"] = "chunk"
    done: int


class End(Found, Line):
    """The last line of a stream."""

    type: Literal["end"] = "end"


class ExcitationResult(Found, Meta):
    """The objects and positions that excite a slice most strongly."""


def run(entry: Entry, config: Config, limit: int | None = None) -> ExcitationResult:
    """Runs the whole sweep; raises what `plan` does."""
    return collect(divided(plan(entry, config, limit)).computed())


def divided(sweep: SliceSweep) -> Division[Line]:
    """The sweep in parts: the peaks at some positions each."""
    count = pictures_per_chunk(sweep.entry.network)

    def part(number: int) -> Iterator[Float64[np.ndarray, "position 3"]]:
        first = number * count
        yield np.array([sweep.peak(*at) for at in sweep.order[first : first + count]])

    return Division(-(-len(sweep.order) // count), part, partial(lines, sweep))


def lines(
    sweep: SliceSweep, parts: Iterator[Float64[np.ndarray, "position 3"] | None]
) -> Iterator[Line | None]:
    """The sweep's lines, one for each part; None for a part that is not there yet."""
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
    done = 0
    found: list[list[Peak]] = [[] for _ in sweep.objects]
    for part in parts:
        if part is None:
            yield None
            continue
        these = sweep.order[done : done + len(part)]
        for (number, i, j), (value, row, col) in zip(these, part.tolist(), strict=True):
            if not isnan(value):
                rows, cols = sweep.places(sweep.objects[number])
                found[number].append(Peak(number, rows[i], cols[j], value, (int(row), int(col))))
        done += len(part)
        yield Chunk(done=done)
    best = strongest(sweep.objects, found, config.top)
    yield End(
        top=tuple(exciter(sweep, peak) for peak in best),
        by_object=tuple(
            _share(one.name, peaks) for one, peaks in zip(sweep.objects, found, strict=True)
        ),
    )


def collect(lines: Iterable[Line]) -> ExcitationResult:
    """The result, from all lines of a sweep; raises ValueError when some are missing."""
    start, *_, end = lines
    if not isinstance(start, Start) or not isinstance(end, End):
        raise ValueError("expected the lines of a whole sweep")
    return ExcitationResult(
        **start.model_dump(exclude={"type"}), **end.model_dump(exclude={"type"})
    )


def strongest(objects: tuple[Sprite, ...], found: list[list[Peak]], count: int) -> tuple[Peak, ...]:
    """The entries of `Found.top`, at most `count`; the first of equals."""

    def rank(peak: Peak) -> tuple[float, int, int, int]:
        return -peak.value, peak.number, peak.row, peak.col

    best = sorted((min(peaks, key=rank) for peaks in found if peaks), key=rank)
    taken = [peak for peak in best if peak.value > 0]
    for peak in sorted((peak for peaks in found for peak in peaks if peak.value > 0), key=rank):
        if len(taken) >= count:
            break
        drawing = objects[peak.number]
        if not any(
            abs(peak.row - other.row) < drawing.height and abs(peak.col - other.col) < drawing.width
            for other in taken
            if other.number == peak.number
        ):
            taken.append(peak)
    return tuple(taken[:count])


def _share(name: str, peaks: list[Peak]) -> Share:
    """The statistics of one object over its positions."""
    values = np.array([peak.value for peak in peaks], np.float64)
    return Share(
        object=name,
        positions=len(peaks),
        max=float(values.max()) if peaks else None,
        mean=float(values.mean()) if peaks else None,
        active=float((values > 0).mean()) if peaks else None,
    )


def exciter(sweep: SliceSweep, peak: Peak) -> Exciter:
    """A peak, with the pixels that its cell sees."""
    config, spec = sweep.config, sweep.entry.network.spec
    seen = field(spec, spec.names.index(config.layer), (config.channel, *peak.cell))
    if seen is None:
        raise ValueError("expected a volume")
    canvas = paint(sweep.scene(peak.number, peak.row, peak.col), spec.input_shape)
    patch = png(cut(canvas, seen.whole, seen.wraps))
    return Exciter(
        object=sweep.objects[peak.number].name,
        row=peak.row,
        col=peak.col,
        cell=Cell(row=peak.cell[0], col=peak.cell[1]),
        value=peak.value,
        field=seen.whole,
        patch=base64.b64encode(patch).decode(),
    )


def cut(
    canvas: UInt8[np.ndarray, "row col channel"], box: Box, wraps: bool
) -> UInt8[np.ndarray, "_ _ 4"]:
    """The pixels of a box, RGBA; beyond the canvas transparent, or wrapped around if `wraps`."""
    height, width, _ = canvas.shape
    rows, cols = np.arange(*box.rows), np.arange(*box.cols)
    pixels = np.zeros((len(rows), len(cols), 4), np.uint8)
    pixels[..., :3] = canvas[rows % height][:, cols % width]
    inside = ((rows >= 0) & (rows < height))[:, None] & ((cols >= 0) & (cols < width))
    pixels[..., 3] = 255
    if not wraps:
        pixels[~inside] = 0
    return pixels


def _begin(entry: Entry, config: Config, limit: int | None) -> Division[Line]:
    """The sweep in parts; raises what `plan` does."""
    return divided(plan(entry, config, limit))


LINES = """\
{"type":"start","layer":"pool2","channel":0,"name":"face","positions":701,"...":"..."}
{"type":"chunk","done":8}
{"type":"end","top":["..."],"by_object":["..."]}
"""

MEASURE = Measure(
    name="excitation",
    title="What excites a slice most",
    question=QUESTION,
    note=(
        "Shows each object alone at every position on the canvas, and finds the strongest "
        "activations of a slice.\n\n"
        "`ndjson` gives a line `start` with the sweep's parameters, lines `part` with the number "
        "of positions `done`, and a line `end` with everything else. If the server fails midway, "
        "the last line is an `error` in the error shape. The computation stops when the client "
        "disconnects."
    ),
    config=ExcitationConfig,
    result=ExcitationResult,
    run=run,
    steps=Steps(_begin, collect, LINES),
    gives="The strongest activations; as NDJSON, with lines of progress.",
)

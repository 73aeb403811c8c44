"""The sweep of a slice: each object alone at every position, and the cell that it excites most."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import nan
from typing import Annotated, NamedTuple

import numpy as np
from jaxtyping import Bool, Float32
from pydantic import ConfigDict, Field, JsonValue

from app.errors import InvalidInput, NotMeasurable, SweepTooLarge, UnknownLayer
from app.experiments.sweep import LONGEST_STEP
from app.inference import raster_of
from app.network.card import Frozen
from app.network.interior import marked
from app.network.library import Entry
from app.network.trace import volume
from app.scene.palette import PALETTE, find
from app.scene.scene import Placement, Scene
from app.scene.sprite import Sprite
from app.scene.truth import FIGURES

MAX_OBJECTS = 50
"""Most entries in a result, and most objects in a sweep."""

EXAMPLE: dict[str, JsonValue] = {
    "layer": "pool2",
    "channel": 0,
    "objects": ["face", "arm"],
    "step": 16,
    "top": 3,
}


class ExcitationConfig(Frozen):
    """A slice of a volume, and the objects to show it.

    Args:
        objects: names from the palette; by default all objects of the network's task, see
            `palette_of`.
        step: px between positions. The default of 5 is coprime to strides of 2 and 4, so all
            phases of their lattices are covered. Where it leaves too many positions, as on large
            canvases, and nobody chose it, it is the next odd number that does not.
        top: the most entries to list.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    layer: Annotated[str, Field(max_length=64)]
    channel: Annotated[int, Field(ge=0, strict=True)]
    objects: (
        Annotated[
            tuple[Annotated[str, Field(min_length=1, max_length=64)], ...],
            Field(min_length=1, max_length=MAX_OBJECTS),
        ]
        | None
    ) = None
    step: Annotated[int, Field(ge=1, le=LONGEST_STEP, strict=True)] = 5
    top: Annotated[int, Field(ge=1, le=MAX_OBJECTS, strict=True)] = 12


class Peak(NamedTuple):
    """An object, its position in px, and the cell that it excites most."""

    number: int
    row: int
    col: int
    value: float
    cell: tuple[int, int]


@dataclass(frozen=True, eq=False)
class SliceSweep:
    """A validated sweep of one slice over the positions of several objects."""

    entry: Entry
    config: ExcitationConfig
    objects: tuple[Sprite, ...]

    def places(self, drawing: Sprite) -> tuple[range, range]:
        """The rows and cols, in px, at which an object lies wholly on the canvas."""
        _, height, width = self.entry.card.input_shape
        step = self.config.step
        return range(0, height - drawing.height + 1, step), range(
            0, width - drawing.width + 1, step
        )

    @property
    def positions(self) -> int:
        """The number of positions, over all objects."""
        return sum(len(rows) * len(cols) for rows, cols in map(self.places, self.objects))

    def scene(self, number: int, row: int, col: int) -> Scene:
        """A scene of one object alone."""
        name = self.objects[number].name
        return Scene(objects=(Placement(object=name, row=row, col=col),))

    def slice(self, scene: Scene) -> Float32[np.ndarray, "row col"]:
        """The slice's activations in a scene."""
        picture = raster_of(self.entry, scene).picture
        values = volume(self.entry.network, picture, self.config.layer)
        found: Float32[np.ndarray, "row col"] = values[self.config.channel]
        return found

    def seeing(self, starts: range, length: int, axis: int) -> Bool[np.ndarray, "start cell"]:
        """Along one axis, which cells see an object of `length` px that begins at each start."""
        pixels = np.arange(self.entry.card.input_shape[1 + axis])
        first = np.array(starts)[:, None]
        covered = (pixels >= first) & (pixels < first + length)
        spec = self.entry.network.spec
        return np.asarray(marked(spec, covered, axis, outside=False)[self.config.layer])

    @cached_property
    def order(self) -> list[tuple[int, int, int]]:
        """All positions, object by object and row by row: numbers of object, row and col."""
        return [
            (number, i, j)
            for number, (rows, cols) in enumerate(map(self.places, self.objects))
            for i in range(len(rows))
            for j in range(len(cols))
        ]

    @cached_property
    def seen(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each object, which cells see it from each row, and from each col; see `seeing`."""
        found = []
        for drawing in self.objects:
            rows, cols = self.places(drawing)
            down, along = self.seeing(rows, drawing.height, 0), self.seeing(cols, drawing.width, 1)
            found.append((down, along))
        return found

    def peak(self, number: int, i: int, j: int) -> tuple[float, float, float]:
        """The strongest cell's activation, its row and its col at one position, as in `order`.

        NaN where no cell sees the object.
        """
        (rows, cols), (down, along) = self.places(self.objects[number]), self.seen[number]
        cells = np.ix_(np.flatnonzero(down[i]), np.flatnonzero(along[j]))
        values = self.slice(self.scene(number, rows[i], cols[j]))[cells]
        if not values.size:
            return nan, nan, nan
        at = np.unravel_index(int(values.argmax()), values.shape)
        return float(values[at]), float(cells[0][at[0], 0]), float(cells[1][0, at[1]])


def palette_of(outputs: Iterable[str]) -> tuple[Sprite, ...]:
    """The objects for a network with these outputs: the drawn ones, the digits, or all."""
    known = set(outputs)
    if set(FIGURES) <= known:
        return tuple(one for one in PALETTE.values() if one.kind in ("figure", "distractor"))
    if known & set("0123456789"):
        return tuple(one for one in PALETTE.values() if one.kind == "digit")
    return tuple(PALETTE.values())


def plan(entry: Entry, config: ExcitationConfig, limit: int | None = None) -> SliceSweep:
    """Validates a sweep.

    Args:
        limit: the most positions, over all objects.

    Raises:
        UnknownLayer: the network has no volume of that name.
        InvalidInput: the volume has no such slice, or an object is named twice.
        UnknownObject: the palette has no such object.
        NotMeasurable: an object is larger than the canvas.
        SweepTooLarge: there are more positions than `limit`.
    """
    volumes = {layer.name: layer for layer in entry.card.layers if len(layer.shape) == 3}
    if config.layer not in volumes:
        raise UnknownLayer(f"expected one of {', '.join(volumes)}; got {config.layer!r}", "layer")
    count = volumes[config.layer].shape[0]
    if config.channel >= count:
        raise InvalidInput(
            f"expected a channel from 0 to {count - 1}; got {config.channel}", "channel"
        )
    _, height, width = entry.card.input_shape
    if config.objects is None:
        drawings = palette_of(entry.card.labels)
        fitting = [one for one in drawings if one.height <= height and one.width <= width]
        if not fitting:
            raise NotMeasurable(
                f"expected a canvas with room for an object; got {height} × {width} px", "objects"
            )
    else:
        fitting = []
        for number, name in enumerate(config.objects):
            drawing, where = find(name, f"objects.{number}"), f"objects.{number}"
            if drawing in fitting:
                raise InvalidInput(f"expected each object once; got {name!r} again", where)
            if drawing.height > height or drawing.width > width:
                raise NotMeasurable(
                    f"expected an object of at most {height} × {width} px; got "
                    f"{drawing.height} × {drawing.width}",
                    where,
                )
            fitting.append(drawing)
    sweep = SliceSweep(entry, config, tuple(fitting))
    if limit is not None and "step" not in config.model_fields_set:
        longer = range(config.step, LONGEST_STEP + 1, 2)
        tried = (replace(sweep, config=config.model_copy(update={"step": px})) for px in longer)
        sweep = next((one for one in tried if one.positions <= limit), sweep)
    if limit is not None and sweep.positions > limit:
        raise SweepTooLarge(
            f"expected objects and a step that leave at most {limit} positions; got "
            f"{sweep.positions}",
            "step",
        )
    return sweep

"""The sweep: one object of a scene at every position where it lies wholly on the canvas."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from jaxtyping import Bool, Float32
from pydantic import ConfigDict, Field, JsonValue

from app.errors import InvalidInput, NotMeasurable, SweepTooLarge
from app.experiments.chunk_size import paced, positions_per_batch
from app.experiments.named_outputs import Named, number
from app.inference import raster_of
from app.network.card import Frozen
from app.network.interior import marked
from app.network.library import Entry
from app.network.patch_cache import PatchCache
from app.network.picture_batch import logits_in_steps
from app.network.trace import logits_of
from app.scene.raster import Background, Raster, background, canvas_of, drawn, paste, with_channels
from app.scene.scene import FARTHEST, MAX_OBJECTS, Placement, Scene
from app.scene.sprite import Sprite
from app.scene.truth import truth

LONGEST_STEP = 64
CAPACITY = 1 << 24
"""Bytes of cached patches during a sweep."""

EXAMPLE: dict[str, JsonValue] = {
    "scene": {"objects": [{"object": "face", "row": 4, "col": 40}]},
    "step": 8,
}


class SweepConfig(Frozen):
    """The object of a scene to sweep, the step in px, and the correct output.

    The other objects stay where they are. Without `output`, the scene's label is correct, see
    `app/scene/truth.py`; where it has none, with the reference `answer`, the network's own answer
    to the scene as it is.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    scene: Scene
    index: Annotated[int, Field(ge=0, lt=MAX_OBJECTS, strict=True)] = 0
    step: Annotated[int, Field(ge=1, le=LONGEST_STEP, strict=True)] = 1
    output: Named | None = None
    reference: Literal["label", "answer"] = "label"


@dataclass(frozen=True, eq=False)
class Sweep:
    """A validated sweep: the object's size on the canvas and its rows and cols, in px.

    Args:
        name: the correct output; None for the network's own answer to the scene.
    """

    entry: Entry
    config: SweepConfig
    name: str | None
    height: int
    width: int
    rows: range
    cols: range

    @cached_property
    def output(self) -> int:
        """The index of the correct output."""
        return int(self.here.argmax()) if self.name is None else number(self.entry, self.name)

    @property
    def reference(self) -> Literal["output", "label", "answer"]:
        """What made it the correct one: the request, the scene's label, or the own answer."""
        if self.config.output is not None:
            return "output"
        return "answer" if self.name is None else "label"

    @cached_property
    def here(self) -> Float32[np.ndarray, "output"]:
        """The logits of the scene as it is."""
        return self.logits_of(self.config.scene)

    @property
    def placement(self) -> Placement:
        """The object at its place in the scene."""
        return self.config.scene.objects[self.config.index]

    def positions(self) -> list[tuple[int, int]]:
        """All positions, row by row."""
        return [(row, col) for row in self.rows for col in self.cols]

    def inside(self) -> Bool[np.ndarray, "position"]:
        """For each position, whether the object lies wholly inside the training region, if any."""
        first = np.array(self.positions())
        if self.entry.card.region is None:
            return np.zeros(len(first), bool)
        top, left, bottom, right = self.entry.card.region
        last = bottom - self.height, right - self.width
        return np.asarray(((first >= (top, left)) & (first <= last)).all(1))

    def edge_affected(self) -> Bool[np.ndarray, "row col"]:
        """For each position, whether a cell of the last volume sees both the object and padding."""
        seen_rows, touched_rows = self._seen(self.rows, self.height, 0)
        seen_cols, touched_cols = self._seen(self.cols, self.width, 1)
        either = touched_rows[:, None] & seen_cols | seen_rows[:, None] & touched_cols
        return np.asarray(either)

    def _seen(
        self, starts: range, length: int, axis: int
    ) -> tuple[Bool[np.ndarray, "start"], Bool[np.ndarray, "start"]]:
        """Along one axis, whether a cell of the last volume sees the object at each start.

        The second mask considers only the cells that see padding.
        """
        spec = self.entry.network.spec
        pixels = np.arange(spec.input_shape[1 + axis])
        first = np.array(starts)[:, None]
        covered = (pixels >= first) & (pixels < first + length)
        *_, seen = marked(spec, covered, axis, outside=False).values()
        *_, edge = marked(spec, np.zeros(len(pixels), bool), axis, outside=True).values()
        return np.asarray(seen.any(1)), np.asarray((seen & edge).any(1))

    def raster(self, row: int, col: int) -> Raster:
        """The raster with the object at (row, col) and the others where they are.

        Its only box is the object's: the other objects are the background of the sweep.
        """
        scene, card = self.config.scene, self.entry.card
        pixels = canvas_of(self.background, card.input_shape)
        for index, (drawing, placed) in enumerate(zip(self.drawings, scene.objects, strict=True)):
            at = (row, col) if index == self.config.index else (placed.row, placed.col)
            paste(pixels, drawing, *at, placed.scale)
        box = row, col, row + self.height, col + self.width
        bytes_ = with_channels(pixels, card.input_shape[0])
        return Raster(bytes_, [box], convert=card.input.apply)

    @cached_property
    def batches(self) -> list[list[tuple[int, int]]]:
        """All positions, in batches of as many as are quick."""
        positions, count = self.positions(), positions_per_batch(self.entry.network)
        return [positions[first : first + count] for first in range(0, len(positions), count)]

    def logits(
        self, positions: Sequence[tuple[int, int]]
    ) -> Generator[None, None, Float32[np.ndarray, "position output"]]:
        """Returns the logits at some positions, computed at once; yields after some ms.

        The other objects stay where they are.
        """
        rasters = [self.raster(*at) for at in positions]
        return (yield from paced(logits_in_steps(self.patch_cache, rasters)))

    @cached_property
    def background(self) -> Background:
        """What is behind the scene's objects."""
        return background(self.config.scene, self.entry.card.input_shape)

    @cached_property
    def drawings(self) -> tuple[Sprite, ...]:
        """The drawings of the scene's objects, in order."""
        scene = self.config.scene
        return tuple(drawn(scene, index) for index in range(len(scene.objects)))

    @cached_property
    def patch_cache(self) -> PatchCache:
        """A cache of the object's effects on the volumes; the other objects are its background."""
        without = self.raster(FARTHEST, FARTHEST).picture
        return PatchCache(self.entry.incremental, without, CAPACITY)

    def logits_of(self, scene: Scene) -> Float32[np.ndarray, "output"]:
        """The logits of a whole scene."""
        return logits_of(self.entry.network, raster_of(self.entry, scene).picture)


def plan(entry: Entry, config: SweepConfig, limit: int | None = None) -> Sweep:
    """Validates a sweep.

    Args:
        limit: the most positions.

    Raises:
        InvalidInput: the scene has no object of that index.
        UnknownObject: the scene names an object that neither the palette nor the scene holds, or
            a background that it does not hold.
        UnknownOutput: the network has no output of that name.
        NotMeasurable: the scene has no correct output, and the reference is not the own answer; or
            the canvas has no room for the object.
        SweepTooLarge: there are more positions than `limit`.
    """
    scene, index = config.scene, config.index
    if index >= len(scene.objects):
        count = len(scene.objects)
        raise InvalidInput(f"expected the index of one of {count} objects; got {index}", "index")
    drawing = [drawn(scene, at) for at in range(len(scene.objects))][index]
    background(scene, entry.card.input_shape)
    scale = scene.objects[index].scale
    tall, wide = drawing.height * scale, drawing.width * scale
    name = config.output or truth(scene, entry.card.labels)
    if name is None and config.reference == "label":
        known = ", ".join(entry.card.outputs)
        raise NotMeasurable(
            f"expected an output, one of {known}, since the scene does not show just one of them; "
            "got none",
            "output",
        )
    if name is not None:
        number(entry, name)
    _, height, width = entry.card.input_shape
    rows = range(0, height - tall + 1, config.step)
    cols = range(0, width - wide + 1, config.step)
    if not len(rows) * len(cols):
        raise NotMeasurable(
            f"expected an object of at most {height} × {width} px; got {tall} × {wide}",
            f"scene.objects.{index}.object",
        )
    if limit is not None and len(rows) * len(cols) > limit:
        raise SweepTooLarge(
            f"expected a step that leaves at most {limit} positions; got {len(rows) * len(cols)}",
            "step",
        )
    return Sweep(entry, config, name, tall, wide, rows, cols)

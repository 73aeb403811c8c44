"""The sweep: one object of a scene at every position where it lies wholly on the canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import numpy as np
from jaxtyping import Bool, Float32
from pydantic import ConfigDict, Field, JsonValue

from app.errors import InvalidInput, NotMeasurable, SweepTooLarge
from app.experiments.interior import marked
from app.experiments.named_outputs import Named, number
from app.network.card import Frozen
from app.network.library import Entry
from app.network.patch_cache import PatchCache
from app.network.trace import logits_of
from app.scene.raster import Raster, drawn, paste, raster, with_channels
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
    `app/scene/truth.py`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    scene: Scene
    index: Annotated[int, Field(ge=0, lt=MAX_OBJECTS, strict=True)] = 0
    step: Annotated[int, Field(ge=1, le=LONGEST_STEP, strict=True)] = 1
    output: Named | None = None


@dataclass(frozen=True, eq=False)
class Sweep:
    """A validated sweep: the object's size and its rows and cols, in px."""

    entry: Entry
    config: SweepConfig
    output: int
    height: int
    width: int
    rows: range
    cols: range

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
        scene = self.config.scene
        channels, height, width = self.entry.card.input_shape
        pixels = np.zeros((height, width, 3), np.uint8)
        for index, (drawing, placed) in enumerate(zip(self.drawings, scene.objects, strict=True)):
            at = (row, col) if index == self.config.index else (placed.row, placed.col)
            paste(pixels, drawing, *at)
        box = row, col, row + self.height, col + self.width
        return Raster(with_channels(pixels, channels), [box])

    def logits(
        self, positions: Sequence[tuple[int, int]]
    ) -> Float32[np.ndarray, "position output"]:
        """The logits with the object at each position and the others where they are."""
        return self.patch_cache.logits([self.raster(*at) for at in positions])

    @cached_property
    def drawings(self) -> tuple[Sprite, ...]:
        """The drawings of the scene's objects, in order."""
        scene = self.config.scene
        return tuple(drawn(scene, index) for index in range(len(scene.objects)))

    @cached_property
    def patch_cache(self) -> PatchCache:
        """A cache of the object's effects on the volumes; its background is the other objects."""
        without = self.raster(FARTHEST, FARTHEST).picture
        return PatchCache(self.entry.incremental, without, CAPACITY)

    def logits_of(self, scene: Scene) -> Float32[np.ndarray, "output"]:
        """The logits of a whole scene."""
        return logits_of(self.entry.network, raster(scene, self.entry.card.input_shape).picture)


def plan(entry: Entry, config: SweepConfig, limit: int | None = None) -> Sweep:
    """Validates a sweep.

    Args:
        limit: the most positions.

    Raises:
        InvalidInput: the scene has no object of that index.
        UnknownObject: the scene names an object that neither the palette nor the scene holds.
        UnknownOutput: the network has no output of that name.
        NotMeasurable: the scene has no correct output, or the canvas has no room for the object.
        SweepTooLarge: there are more positions than `limit`.
    """
    scene, index = config.scene, config.index
    if index >= len(scene.objects):
        count = len(scene.objects)
        raise InvalidInput(f"expected the index of one of {count} objects; got {index}", "index")
    drawing = [drawn(scene, at) for at in range(len(scene.objects))][index]
    name = config.output or truth(scene, entry.card.outputs)
    if name is None:
        known = ", ".join(entry.card.outputs)
        raise NotMeasurable(
            f"expected an output, one of {known}, since the scene does not show just one of them; "
            "got none",
            "output",
        )
    output = number(entry, name)
    _, height, width = entry.card.input_shape
    rows = range(0, height - drawing.height + 1, config.step)
    cols = range(0, width - drawing.width + 1, config.step)
    if not len(rows) * len(cols):
        raise NotMeasurable(
            f"expected an object of at most {height} × {width} px; got {drawing.height} × "
            f"{drawing.width}",
            f"scene.objects.{index}.object",
        )
    if limit is not None and len(rows) * len(cols) > limit:
        raise SweepTooLarge(
            f"expected a step that leaves at most {limit} positions; got {len(rows) * len(cols)}",
            "step",
        )
    return Sweep(entry, config, output, drawing.height, drawing.width, rows, cols)

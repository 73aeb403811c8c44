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
"""Bytes of patches that are kept while a sweep goes on."""

EXAMPLE: dict[str, JsonValue] = {
    "scene": {"objects": [{"object": "face", "row": 4, "col": 40}]},
    "step": 8,
}


class SweepConfig(Frozen):
    """Which object of a scene is swept, in steps of how many px, and which output is right.

    The other objects stay. Without `output`, right is what the scene shows, see
    `app/scene/truth.py`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    scene: Scene
    index: Annotated[int, Field(ge=0, lt=MAX_OBJECTS, strict=True)] = 0
    step: Annotated[int, Field(ge=1, le=LONGEST_STEP, strict=True)] = 1
    output: Named | None = None


@dataclass(frozen=True, eq=False)
class Sweep:
    """A sweep that can be done: the object's size and all its positions, in px."""

    entry: Entry
    config: SweepConfig
    output: int
    height: int
    width: int
    rows: range
    cols: range

    @property
    def placement(self) -> Placement:
        """The object where the scene has it."""
        return self.config.scene.objects[self.config.index]

    def positions(self) -> list[tuple[int, int]]:
        """All positions, row by row."""
        return [(row, col) for row in self.rows for col in self.cols]

    def inside(self) -> Bool[np.ndarray, "position"]:
        """For each position, whether the object lies wholly in the region of training, if any."""
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
        """Along one axis, whether a last cell sees the object, and one that sees padding does."""
        spec = self.entry.network.spec
        pixels = np.arange(spec.input_shape[1 + axis])
        first = np.array(starts)[:, None]
        covered = (pixels >= first) & (pixels < first + length)
        *_, seen = marked(spec, covered, axis, outside=False).values()
        *_, edge = marked(spec, np.zeros(len(pixels), bool), axis, outside=True).values()
        return np.asarray(seen.any(1)), np.asarray((seen & edge).any(1))

    def raster(self, row: int, col: int) -> Raster:
        """The picture with the object at (row, col), the others where they are.

        Its box is the object's: the others are the background of a sweep.
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
        """The logits with the object at each position, the others where they are."""
        return self.patch_cache.logits([self.raster(*at) for at in positions])

    @cached_property
    def drawings(self) -> tuple[Sprite, ...]:
        """What the scene is made of, in its order."""
        scene = self.config.scene
        return tuple(drawn(scene, index) for index in range(len(scene.objects)))

    @cached_property
    def patch_cache(self) -> PatchCache:
        """What the object changes in the volumes of the scene without it."""
        without = self.raster(FARTHEST, FARTHEST).picture
        return PatchCache(self.entry.incremental, without, CAPACITY)

    def logits_of(self, scene: Scene) -> Float32[np.ndarray, "output"]:
        """The logits of a whole scene."""
        return logits_of(self.entry.network, raster(scene, self.entry.card.input_shape).picture)


def plan(entry: Entry, config: SweepConfig, limit: int | None = None) -> Sweep:
    """Checks that a sweep can be done.

    Args:
        limit: positions that are taken at most.

    Raises:
        InvalidInput: the scene has no object of that index.
        UnknownObject: the scene names an object that there is not.
        UnknownOutput: the network has no output of that name.
        NotMeasurable: there is no right answer to the scene, or no room for the object.
        SweepTooLarge: more positions than `limit`.
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

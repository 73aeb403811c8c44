"""The painted task: one object a picture, wholly inside a painted region."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float32, Int64

from app.errors import InvalidInput
from app.live_training.config import TrainingConfig
from app.live_training.objects import Kind, Pictures, kinds_of
from app.live_training.region import Box, Region
from app.training.task import Position

SHIFT = 12
"""Px by which augmentation moves an object at most, along each axis."""
FEWEST = 4
"""Places that each object must have in a region."""
GRID = 6


@dataclass(frozen=True, eq=False)
class PaintedTask:
    """Pictures of one object on a black canvas.

    All kinds are equally frequent, and so are the places of one kind.

    Args:
        region: objects lie wholly inside it, but for `augment`.
        augment: whether objects are moved by up to SHIFT px in each direction, on the canvas.
    """

    kinds: Sequence[Kind]
    region: Region
    augment: bool = False

    @property
    def outputs(self) -> tuple[str, ...]:
        """The kinds' names."""
        return tuple(kind.name for kind in self.kinds)

    @cached_property
    def places(self) -> dict[tuple[int, int], Int64[np.ndarray, "place 2"]]:
        """The places in the region, by an object's rows and cols."""
        return {size: self.region.places(*size) for size in {kind.size for kind in self.kinds}}

    @property
    def measured(self) -> Bool[np.ndarray, "row col"]:
        """Of the places where every kind lies on the canvas: whether some kind is in the region."""
        tall, wide = (max(kind.size[axis] for kind in self.kinds) for axis in (0, 1))
        rows, cols = self.region.height - tall + 1, self.region.width - wide + 1
        sizes = {kind.size for kind in self.kinds}
        return np.asarray(
            np.any([self.region.inside(*size)[:rows, :cols] for size in sizes], axis=0)
        )

    @property
    def box(self) -> Box:
        """The pixels that objects may cover."""
        tops, lefts, bottoms, rights = zip(*self.region.boxes, strict=True)
        beyond = SHIFT if self.augment else 0
        return (
            max(min(tops) - beyond, 0),
            max(min(lefts) - beyond, 0),
            min(max(bottoms) + beyond, self.region.height),
            min(max(rights) + beyond, self.region.width),
        )

    @property
    def positions(self) -> tuple[Position, ...]:
        """A grid over all places where every kind lies on the canvas."""
        tall, wide = (max(kind.size[axis] for kind in self.kinds) for axis in (0, 1))
        rows = np.linspace(0, self.region.height - tall, GRID).round().astype(int).tolist()
        cols = np.linspace(0, self.region.width - wide, GRID).round().astype(int).tolist()
        return tuple((row, col) for row in rows for col in cols)

    def batch(
        self, rng: np.random.Generator, size: int
    ) -> tuple[Float32[np.ndarray, "{size} channel row col"], Int64[np.ndarray, "{size}"]]:
        """Training pictures at random places."""
        labels = rng.integers(len(self.kinds), size=size)
        draws, moves = rng.random((2, size)), rng.integers(-SHIFT, SHIFT + 1, (size, 2))
        canvas = self._canvas(size)
        for picture, label, (which, where), move in zip(
            canvas, labels.tolist(), draws.T, moves, strict=True
        ):
            kind = self.kinds[label]
            places = self.places[kind.size]
            place = places[int(where * len(places))]
            if self.augment:
                place = (place + move).clip(0, self._last(kind))
            _paste(picture, kind.training[int(which * len(kind.training))], *place.tolist())
        return _scaled(canvas), labels.astype(np.int64)

    def evaluation_batch(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} channel row col"]:
        """Held-out pictures of one kind at one place; they repeat only after the last one."""
        number = self.outputs.index(output)
        drawn = self.kinds[number].held_out[self.drawn(rng, number, samples)]
        canvas = self._canvas(samples)
        for picture, sample in zip(canvas, drawn, strict=True):
            _paste(picture, sample, *position)
        return _scaled(canvas)

    def drawn(
        self, rng: np.random.Generator, number: int, samples: int
    ) -> Int64[np.ndarray, "{samples}"]:
        """The numbers of held-out pictures of a kind; they repeat only after the last one."""
        count = len(self.kinds[number].held_out)
        order: np.ndarray = rng.permutation(count)[np.arange(samples) % count]
        return order

    def _canvas(self, count: int) -> Pictures:
        return np.zeros((count, self.region.height, self.region.width, 3), np.uint8)

    def _last(self, kind: Kind) -> tuple[int, int]:
        """The last place of a kind on the canvas."""
        return self.region.height - kind.size[0], self.region.width - kind.size[1]


def task_of(config: TrainingConfig) -> PaintedTask:
    """The task of a config.

    Raises:
        InvalidInput: the region leaves an object fewer than FEWEST places; says how many. Or it has
            no place for a map, which all objects share. Or a picture of the visitor's cannot be
            taken.
    """
    task = PaintedTask(kinds_of(config), config.painted, config.augment)
    for kind in task.kinds:
        if (count := len(task.places[kind.size])) < FEWEST:
            rows, cols = kind.size
            raise InvalidInput(
                f"expected a region with at least {FEWEST} places for each object; got {count} "
                f"for {kind.name!r}, which has {rows} × {cols} px",
                "region",
            )
    if not task.measured.any():
        raise InvalidInput(
            "expected a region with a place where every object lies on the canvas", "region"
        )
    return task


def _paste(picture: np.ndarray, sample: np.ndarray, row: int, col: int) -> None:
    rows, cols, _ = sample.shape
    picture[row : row + rows, col : col + cols] = sample


def _scaled(canvas: Pictures) -> Float32[np.ndarray, "picture channel row col"]:
    """Bytes as a network's input, 0..1; channel last in memory, which convolutions prefer."""
    values: np.ndarray = np.divide(canvas, np.float32(255), dtype=np.float32)
    return values.transpose(0, 3, 1, 2)

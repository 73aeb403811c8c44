"""Patches: the parts of a network's volumes that an object changes, kept for when it comes again.

Stages see alike everywhere: where all that the changed cells see is the same as before, they are
the same numbers, wherever in the picture that was. An object that is dragged comes by few such
cases: away from the borders by one for each place on the lattice of the strides.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from itertools import permutations

import numpy as np
import torch
from jaxtyping import Float32, Int32, UInt8
from torch import Tensor

from app.network.partial import Box, Course, Partial, Strip

ROOM = 1 << 22
"""Bytes of patches that are kept of one ground, at most."""

Pixels = UInt8[np.ndarray, "row col _"]
Picture = Float32[np.ndarray, "channel row col"]
Where = tuple[Course, Course]
"""Where a box's change leads: along rows, along columns."""


class Patches:
    """What boxes change in the volumes of a ground.

    Args:
        ground: the volumes without what is in the boxes, as `Partial.kept` gave them.
        stages: those whose patches are wanted, by name.
        room: bytes of patches that are kept; once they are more, all are dropped.
    """

    def __init__(
        self,
        partial: Partial,
        ground: Mapping[str, Tensor],
        stages: Sequence[str],
        room: int = ROOM,
    ) -> None:
        self.partial = partial
        self.ground = ground
        self.wanted = [number for number, s in enumerate(partial.stages) if s.name in stages]
        self.room = room
        self.kept: dict[Hashable, list[Float32[np.ndarray, "_ _ _"]]] = {}
        self.bytes = 0

    def where(self, box: Box) -> Where:
        """Where a change of that box leads."""
        top, left, bottom, right = box
        return self.partial.course(1, top, bottom), self.partial.course(2, left, right)

    def put(
        self,
        pixels: Pixels,
        picture: Callable[[], Picture],
        boxes: Sequence[Box],
        wheres: Sequence[Where],
    ) -> dict[str, Tensor]:
        """The volumes of a picture that differs in boxes alone, which are `apart`; see `of`."""
        volumes = [self.ground[self.partial.stages[n].name].clone() for n in self.wanted]
        for box, (rows, cols) in zip(boxes, wheres, strict=True):
            for n, volume, patch in zip(
                self.wanted, volumes, self.of(pixels, picture, box, (rows, cols)), strict=True
            ):
                volume.numpy()[0][written(rows.strips[n], cols.strips[n])] = patch
        return {self.partial.stages[n].name: v for n, v in zip(self.wanted, volumes, strict=True)}

    def of(
        self, pixels: Pixels, picture: Callable[[], Picture], box: Box, where: Where
    ) -> list[Float32[np.ndarray, "_ _ _"]]:
        """The changed cells of each wanted stage, of a picture that differs in that box alone.

        Args:
            pixels: what the picture is made of; where they are the same, so is it.
            picture: makes it, where it is needed.
        """
        rows, cols = where
        seen = [
            plane[down.read][:, along.read].tobytes()
            for plane, down, along in zip(
                (pixels, *self.kinds), rows.strips, cols.strips, strict=True
            )
        ]
        key = (rows.form, cols.form, *seen)
        patches = self.kept.get(key)
        if patches is None:
            with torch.inference_mode():
                x = torch.from_numpy(picture())[None]
                volumes = [*self.partial.changed(self.ground, x, [box]).values()]
            patches = [
                volumes[n].numpy()[0][written(rows.strips[n], cols.strips[n])].copy()
                for n in self.wanted
            ]
            size = sum(patch.nbytes for patch in patches) + sum(map(len, seen))
            if self.bytes + size > self.room:
                self.kept, self.bytes = {}, 0
            self.kept[key] = patches
            self.bytes += size
        return patches

    @cached_property
    def kinds(self) -> tuple[Int32[np.ndarray, "row col"], ...]:
        """For each stage's volume but the last, a number for each place of the ground.

        Places have the same number where the cells of all slices are the same.
        """
        found = []
        for stage in self.partial.stages[:-1]:
            volume = self.ground[stage.name][0].numpy()
            cells = np.ascontiguousarray(volume.transpose(1, 2, 0).reshape(-1, len(volume)))
            bits = cells.view(np.dtype((np.void, cells.strides[0]))).ravel()
            number = np.unique(bits, return_inverse=True)[1]
            found.append(number.reshape(volume.shape[1:]).astype(np.int32))
        return tuple(found)


def written(rows: Strip, cols: Strip) -> tuple[slice, slice, slice]:
    """The changed cells of a volume, in all slices."""
    return slice(None), rows.write, cols.write


def apart(boxes: Sequence[Box], wheres: Sequence[Where]) -> bool:
    """Whether no changed cell of one box sees what another changes."""
    changes = [
        [((top, bottom), (left, right))]
        + [
            ((down.first, down.last), (along.first, along.last))
            for down, along in zip(rows.strips, cols.strips, strict=True)
        ]
        for (top, left, bottom, right), (rows, cols) in zip(boxes, wheres, strict=True)
    ]
    return not any(
        overlaps(down, vertical) and overlaps(along, horizontal)
        for ((rows, cols), _), (_, change) in permutations(zip(wheres, changes, strict=True), 2)
        for down, along, (vertical, horizontal) in zip(
            rows.strips, cols.strips, change[:-1], strict=True
        )
    )


def overlaps(strip: Strip, change: tuple[int, int]) -> bool:
    """Whether a strip reads one of those cells; one that goes round a border may."""
    first, last = change
    read = strip.read
    return not isinstance(read, slice) or (read.start < last and first < read.stop)

"""Patches: the parts of a network's volumes that an object changes, kept for when it comes again.

Stages see alike everywhere: where all that the changed cells see is the same as before, they are
the same numbers, wherever in the picture that was. An object that is dragged comes by few such
cases: away from the borders by one for each place on the lattice of the strides.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import count
from threading import Lock

import numpy as np
import torch
from jaxtyping import Float32, Int32, UInt8
from torch import Tensor

from app.network.incremental import Box, Course, Partial, Strip

MOST = 6
"""Boxes that are looked at one by one."""
SHARE = 0.95
"""The largest share of the picture, with what lies around the boxes: most of it may be kept."""
ROOM = 1 << 22
"""Bytes of patches that are kept of one ground, at most."""

ENTRY = 1 << 10
"""Bytes of an entry beside what it holds."""

Pixels = UInt8[np.ndarray, "row col _"]
Picture = Float32[Tensor, "1 channel row col"]
Where = tuple[Course, Course]
"""Where a box's change leads: along rows, along columns."""
Part = tuple[Box, Where]
"""A part of a picture that is not the ground's, and what it changes."""

Key = tuple[int, tuple[object, ...], tuple[object, ...], bytes]
"""What a patch depends on: number of the one before, how it lies along both axes, what is seen."""


class Patches:
    """What boxes change in the volumes of a ground.

    Args:
        ground: the volumes without what is in the boxes, as `Partial.kept` gave them.
        room: bytes of patches that are kept, the newest ones.
    """

    def __init__(self, partial: Partial, ground: Mapping[str, Tensor], room: int = ROOM) -> None:
        self.partial = partial
        self.ground = ground
        self.room = room
        self.kept: dict[Key, tuple[int, Tensor]] = {}
        self.bytes = 0
        self.numbers = count()
        self.lock = Lock()

    def where(self, box: Box) -> Where:
        """Where a change of that box leads."""
        top, left, bottom, right = box
        return self.partial.course(1, top, bottom), self.partial.course(2, left, right)

    def parts(self, boxes: Sequence[Box]) -> list[Part] | None:
        """The boxes, those whose changes meet as one around them; None: all is quicker."""
        if len(boxes) > MOST or not self.partial.stages:
            return None
        found: list[Part] = []
        for box in boxes:
            part = box, self.where(box)
            while met := next((other for other in found if meet(part, other)), None):
                found.remove(met)
                wide = around(part[0], met[0])
                part = wide, self.where(wide)
            found.append(part)
        return found if self.partial.worth([box for box, _ in found], SHARE) else None

    def put(
        self, pixels: Pixels, picture: Callable[[], Picture], parts: Sequence[Part]
    ) -> dict[str, Tensor]:
        """The volumes of a picture that differs in those parts alone; see `of`."""
        volumes = {stage.name: self.ground[stage.name].clone() for stage in self.partial.stages}
        for _, where in parts:
            rows, cols = where
            patches = self.of(pixels, picture, where)
            # Nothing changes behind a stage in which nothing does.
            for volume, patch, down, along in zip(
                volumes.values(), patches, rows.strips, cols.strips, strict=False
            ):
                volume[:, :, down.write, along.write] = patch
        return volumes

    def of(
        self, pixels: Pixels, picture: Callable[[], Picture], where: Where
    ) -> list[Float32[Tensor, "1 _ _ _"]]:
        """For each stage the cells that change in a picture that differs in one box alone.

        They end before a stage in which nothing changes.

        Args:
            pixels: what the picture is made of; where they are the same, so is it.
            picture: makes it, where it is needed.
        """
        rows, cols = where
        patches: list[Tensor] = []
        # What a stage gives depends on what the one before gave, and on where the cells lie.
        number = -1
        for n, (plane, down, along) in enumerate(
            zip((pixels, *self.kinds), rows.strips, cols.strips, strict=True)
        ):
            if down.first >= down.last or along.first >= along.last:
                break
            seen = plane[down.read][:, along.read].tobytes()
            key = number, rows.forms[n], cols.forms[n], seen
            found = self.kept.get(key)
            if found is None:
                before = self.after(n - 1, patches[-1], where) if n else picture()
                with torch.inference_mode():
                    patch = self.partial.stages[n].patch(before, down, along)
                found = self.keep(key, patch)
            number, patch = found
            patches.append(patch)
        return patches

    def after(self, stage: int, patch: Tensor, where: Where) -> Tensor:
        """A stage's volume with a patch."""
        rows, cols = where
        volume = self.ground[self.partial.stages[stage].name].clone()
        volume[:, :, rows.strips[stage].write, cols.strips[stage].write] = patch
        return volume

    def keep(self, key: Key, patch: Tensor) -> tuple[int, Tensor]:
        """Keeps a patch, and drops the oldest where there is no room; its number and itself."""
        # For itself: it may be a part of something larger.
        found = next(self.numbers), patch.clone()
        with self.lock:
            self.kept[key] = found
            self.bytes += weight(key, found[1])
            while self.bytes > self.room:
                oldest = next(iter(self.kept))
                self.bytes -= weight(oldest, self.kept.pop(oldest)[1])
        return found

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


def weight(key: Key, patch: Tensor) -> int:
    """Bytes that a patch takes, with all around it, about."""
    return patch.nbytes + len(key[-1]) + ENTRY


def around(one: Box, other: Box) -> Box:
    """The least box that holds both."""
    (top, left, bottom, right), (up, west, down, east) = one, other
    return min(top, up), min(left, west), max(bottom, down), max(right, east)


def meet(one: Part, other: Part) -> bool:
    """Whether a changed cell of one, in any stage, sees what the other changes."""
    return sees(one, other) or sees(other, one)


def sees(one: Part, other: Part) -> bool:
    """Whether a changed cell of one sees what the other changes."""
    _, (rows, cols) = one
    (top, left, bottom, right), (down, along) = other
    vertical = [(top, bottom), *((strip.first, strip.last) for strip in down.strips)]
    horizontal = [(left, right), *((strip.first, strip.last) for strip in along.strips)]
    return any(
        overlaps(row, high) and overlaps(col, wide)
        for row, col, high, wide in zip(
            rows.strips, cols.strips, vertical, horizontal, strict=False
        )
    )


def overlaps(strip: Strip, change: tuple[int, int]) -> bool:
    """Whether a strip reads one of those cells; one that goes round a border may."""
    first, last = change
    read = strip.read
    return not isinstance(read, slice) or (read.start < last and first < read.stop)

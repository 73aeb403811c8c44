"""The patch cache: volumes of earlier pictures, for the live path and sweeps.

It holds the volumes of a background, and patches: the cells of one block's volume that a picture
changes. A patch is determined by its input window and its phase (and by borders that it sees), so a
drag repeats few patches.

`app/network/incremental.py`, which computes volumes, and `app/network/trace.py`, which holds them,
do not depend on the cache.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import count
from threading import Lock
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
import torch
from jaxtyping import Float32, Int32, UInt8
from torch import Tensor

from app.network.incremental import Box, IncrementalNetwork, Reach, Span
from app.network.trace import Trace, logits_of, traced

MAX_BOXES = 6
"""A picture with more changed boxes is computed whole."""
MAX_SHARE = 0.95
"""The largest share of the picture, with margins, that regions may cover: most may be cached."""
CAPACITY = 1 << 22
"""Most bytes of patches that are cached for one background."""
OVERHEAD = 1 << 10
"""Bytes that one cached patch takes besides its cells and what they see, about."""

Key = tuple[int, tuple[object, ...], tuple[object, ...], bytes]
"""The key of a patch: the number of the patch before it, its position along both axes relative to
strides and borders, and the bytes of its input window."""


@runtime_checkable
class RasterLike(Protocol):
    """A picture of which it is known where it differs from the background."""

    @property
    def pixels(self) -> UInt8[np.ndarray, "row col channel"]:
        """The picture's bytes; equal bytes make equal pictures."""

    @property
    def picture(self) -> Float32[np.ndarray, "channel row col"]:
        """The network's input; asked for only where it is needed."""

    @property
    def boxes(self) -> Sequence[Box]:
        """Outside of these the picture equals the background."""


class Region(NamedTuple):
    """A box of the picture that differs from the background, and what it reaches."""

    box: Box
    reach: Reach


class PatchCache:
    """A network in front of one background, with the patches of earlier pictures.

    Args:
        background: the picture that others are compared with.
        capacity: bytes of patches that are kept, the newest ones.
    """

    def __init__(
        self,
        network: IncrementalNetwork,
        background: Float32[np.ndarray, "channel row col"],
        capacity: int = CAPACITY,
    ) -> None:
        self.network = network
        self.capacity = capacity
        with torch.inference_mode():
            self.background = network.whole(torch.from_numpy(background).unsqueeze(0))
        self.patches: dict[Key, tuple[int, Tensor]] = {}
        self.bytes = 0
        self._numbers = count()
        self._lock = Lock()

    def trace(self, raster: RasterLike) -> Trace:
        """The trace of the layers that people are shown: those with a role, and the head.

        It is quick where few small boxes differ from the background.
        """
        picture = torch.from_numpy(raster.picture).unsqueeze(0)
        regions = self.regions(raster.boxes)
        if regions is None:
            with torch.inference_mode():
                volumes = self.network.whole(picture)
        else:
            volumes = self._volumes(raster, regions)
        return traced(self.network.network, self.network.finished({"input": picture} | volumes))

    def logits(self, rasters: Sequence[RasterLike]) -> Float32[np.ndarray, "raster output"]:
        """The logits of several pictures, each with one box that differs from the background.

        Args:
            rasters: at least one; the boxes of all of them have one size.
        """
        blocks = self.network.blocks
        if not blocks or not self.network.pays_off(rasters[0].boxes):
            return np.stack([logits_of(self.network.network, one.picture) for one in rasters])
        name = blocks[-1].name
        last = self.background[name].numpy().transpose(0, 2, 3, 1)
        # Channel last in memory, as the network leaves volumes.
        volumes = np.repeat(last, len(rasters), 0).transpose(0, 3, 1, 2)
        for volume, raster in zip(volumes, rasters, strict=True):
            (box,) = raster.boxes
            rows, cols = reach = self.network.reach(box)
            patches = self._patches(raster, reach)
            if len(patches) == len(blocks):
                volume[:, rows.spans[-1].write, cols.spans[-1].write] = patches[-1].numpy()[0]
        *_, logits = self.network.finished({name: torch.from_numpy(volumes)}).values()
        found: np.ndarray = logits.numpy()
        return found

    def batch_logits(
        self, pictures: Sequence[Float32[np.ndarray, "channel row col"]], box: Box
    ) -> Float32[np.ndarray, "picture output"]:
        """The logits of several pictures that differ from the background only inside a box.

        They are computed in one batch, and no patch is kept.
        """
        # Channel last in memory, as the network takes pictures.
        stacked = torch.from_numpy(np.stack([picture.transpose(1, 2, 0) for picture in pictures]))
        batch = stacked.permute(0, 3, 1, 2)
        with torch.inference_mode():
            if self.network.pays_off([box]):
                volumes = self.network.updated(self.background, batch, [box])
            else:
                volumes = self.network.whole(batch)
        *_, logits = self.network.finished({"input": batch} | volumes).values()
        found: np.ndarray = logits.numpy()
        return found

    def regions(self, boxes: Sequence[Box]) -> list[Region] | None:
        """The boxes; those of which one sees what another changes are joined to one around both.

        None where it is quicker to compute the whole picture.
        """
        if len(boxes) > MAX_BOXES or not self.network.blocks:
            return None
        found: list[Region] = []
        for box in boxes:
            region = Region(box, self.network.reach(box))
            while met := next((other for other in found if interact(region, other)), None):
                found.remove(met)
                joined = union(region.box, met.box)
                region = Region(joined, self.network.reach(joined))
            found.append(region)
        boxes = [region.box for region in found]
        return found if self.network.pays_off(boxes, MAX_SHARE) else None

    def _volumes(self, raster: RasterLike, regions: Sequence[Region]) -> dict[str, Tensor]:
        """The volume after each block, by name: copies of the background's, with patches."""
        volumes = {block.name: self.background[block.name].clone() for block in self.network.blocks}
        for _, reach in regions:
            rows, cols = reach
            # There are fewer patches than blocks where the change ends on the way.
            for volume, patch, down, along in zip(
                volumes.values(),
                self._patches(raster, reach),
                rows.spans,
                cols.spans,
                strict=False,
            ):
                volume[:, :, down.write, along.write] = patch
        return volumes

    def _patches(self, raster: RasterLike, reach: Reach) -> list[Float32[Tensor, "1 _ _ _"]]:
        """For each block the cells that one region changes, cached or computed.

        The list ends before a block in which nothing changes.
        """
        rows, cols = reach
        patches: list[Tensor] = []
        # A block's patch depends on the patch before it; -1 stands for the picture.
        number = -1
        for n, (plane, down, along) in enumerate(
            zip((raster.pixels, *self._neighbourhoods), rows.spans, cols.spans, strict=True)
        ):
            if down.first >= down.last or along.first >= along.last:
                break
            seen = plane[down.read][:, along.read].tobytes()
            key = number, rows.keys[n], cols.keys[n], seen
            cached = self.patches.get(key)
            if cached is None:
                if n:
                    before = self._patched(n - 1, patches[-1], reach)
                else:
                    before = torch.from_numpy(raster.picture).unsqueeze(0)
                with torch.inference_mode():
                    patch = self.network.blocks[n].patch(before, down, along)
                cached = self._store(key, patch)
            number, patch = cached
            patches.append(patch)
        return patches

    def _patched(self, block: int, patch: Tensor, reach: Reach) -> Tensor:
        """A copy of the background's volume after a block, with a patch."""
        volume = self.background[self.network.blocks[block].name].clone()
        volume[:, :, reach.rows.spans[block].write, reach.cols.spans[block].write] = patch
        return volume

    def _store(self, key: Key, patch: Tensor) -> tuple[int, Tensor]:
        """Stores a patch under a new number, and drops the oldest ones beyond the capacity.

        Returns the stored entry: the earlier one if another thread has stored the same patch.
        """
        # A copy of its own: the patch may be a view of a larger tensor.
        stored = next(self._numbers), patch.clone()
        with self._lock:
            if (earlier := self.patches.get(key)) is not None:
                return earlier
            self.patches[key] = stored
            self.bytes += size_of(key, stored[1])
            while self.bytes > self.capacity:
                oldest = next(iter(self.patches))
                self.bytes -= size_of(oldest, self.patches.pop(oldest)[1])
        return stored

    @cached_property
    def _neighbourhoods(self) -> tuple[Int32[np.ndarray, "row col"], ...]:
        """For each block's background volume but the last, a number for each place.

        Two places have the same number where all slices have the same values. So a window's numbers
        tell what is around a patch in far fewer bytes than the values.
        """
        found = []
        for block in self.network.blocks[:-1]:
            volume = self.background[block.name][0].numpy()
            cells = np.ascontiguousarray(volume.transpose(1, 2, 0).reshape(-1, len(volume)))
            bits = cells.view(np.dtype((np.void, cells.strides[0]))).ravel()
            number = np.unique(bits, return_inverse=True)[1]
            found.append(number.reshape(volume.shape[1:]).astype(np.int32))
        return tuple(found)


def size_of(key: Key, patch: Tensor) -> int:
    """Bytes that a cached patch takes, about."""
    return patch.nbytes + len(key[-1]) + OVERHEAD


def union(one: Box, other: Box) -> Box:
    """The least box that holds both."""
    (top, left, bottom, right), (up, west, down, east) = one, other
    return min(top, up), min(left, west), max(bottom, down), max(right, east)


def interact(one: Region, other: Region) -> bool:
    """Whether, in any block, a changed cell of one region sees what the other changes."""
    return sees(one, other) or sees(other, one)


def sees(one: Region, other: Region) -> bool:
    """Whether a changed cell of one region sees what the other changes."""
    rows, cols = one.reach
    (top, left, bottom, right), (down, along) = other
    vertical = [(top, bottom), *((span.first, span.last) for span in down.spans)]
    horizontal = [(left, right), *((span.first, span.last) for span in along.spans)]
    return any(
        overlaps(row, high) and overlaps(col, wide)
        for row, col, high, wide in zip(rows.spans, cols.spans, vertical, horizontal, strict=False)
    )


def overlaps(span: Span, change: tuple[int, int]) -> bool:
    """Whether a span reads one of those cells; where it goes round a border, it is taken to."""
    first, last = change
    read = span.read
    return not isinstance(read, slice) or (read.start < last and first < read.stop)

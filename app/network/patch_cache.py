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

from app.network.block import Span
from app.network.incremental import Box, IncrementalNetwork, Reach
from app.network.trace import Trace, traced

MAX_BOXES = 6
"""A picture with more changed boxes is computed whole."""
MAX_SHARE = 0.95
"""The largest share of the picture, with margins, that regions may cover: most may be cached."""
CAPACITY = 1 << 22
"""Most bytes of patches that are cached for one background."""
OVERHEAD = 1 << 10
"""Bytes that one cached patch takes besides its cells and what they see, about."""

PICTURE, UNCHANGED = -1, -2
"""Numbers that stand for the picture, and for a volume that is the background's."""

Key = tuple[tuple[int, ...], tuple[object, ...], tuple[object, ...], bytes]
"""The key of a patch: the numbers of the patches before it, its position along both axes relative
to strides and borders, and the bytes of its input windows."""


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
        self.shown_background = {name: self.background[name] for _, name in network.shown}
        # Of a large network, the patches of one picture would drop those of the one before.
        self.keeps = sum(volume.nbytes for volume in self.background.values()) <= capacity
        self.patches: dict[Key, tuple[int, Tensor]] = {}
        self.bytes = 0
        self._numbers = count()
        self._lock = Lock()

    def trace(self, raster: RasterLike) -> Trace:
        """The trace of the layers that people are shown: those with a role, and the head.

        It is quick where few small boxes differ from the background.
        """
        regions = self.regions(raster.boxes)
        if regions is None:
            return self.whole(raster)
        return self._finished(raster, self._volumes(raster, regions))

    def whole(self, raster: RasterLike) -> Trace:
        """The same, computed from the whole picture."""
        with torch.inference_mode():
            volumes = self.network.whole(torch.from_numpy(raster.picture).unsqueeze(0))
        return self._finished(raster, volumes)

    def _finished(self, raster: RasterLike, volumes: dict[str, Tensor]) -> Trace:
        """The trace of a picture with these volumes after the blocks."""
        picture = torch.from_numpy(raster.picture).unsqueeze(0)
        return traced(self.network.network, self.network.finished({"input": picture} | volumes))

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
        """The volumes that are shown or taken, by block: the background's, with patches."""
        shown, volumes = self.network.shown, dict(self.shown_background)
        changed: set[int] = set()
        for _, reach in regions:
            down, along = reach.rows.spans, reach.cols.spans
            patches = self.changed(raster, reach)
            for n, name in shown:
                if (patch := patches[n]) is None:
                    continue
                rows, cols = down[n], along[n]
                if n not in changed:
                    changed.add(n)
                    if rows.whole and cols.whole:
                        # No other region reaches it: it would see this one, and be joined to it.
                        volumes[name] = patch
                        continue
                    volumes[name] = volumes[name].clone()
                volumes[name][:, :, rows.write, cols.write] = patch
        return volumes

    def changed(
        self, raster: RasterLike, reach: Reach, count: int | None = None
    ) -> list[Float32[Tensor, "1 _ _ _"] | None]:
        """For each block the cells that one region changes, cached or computed; None for none.

        Args:
            count: of the first so many blocks; by default of all.
        """
        rows, cols = reach
        patches: list[Tensor | None] = []
        # A block's patch depends on those before it: on their numbers, and on what is around them.
        numbers: list[int] = []
        for n, (block, down, along) in enumerate(
            zip(self.network.blocks[:count], rows.spans, cols.spans, strict=False)
        ):
            if down.first >= down.last or along.first >= along.last:
                patches.append(None)
                numbers.append(UNCHANGED)
                continue
            if not self.keeps:
                patches.append(self._computed(raster, reach, n, patches))
                continue
            if len(block.sources) == 1:
                # As below, quicker: most blocks have one source, and every frame passes here.
                (source,) = block.sources
                plane = raster.pixels if source < 0 else self._neighbourhoods[source]
                seen = plane[down.read][:, along.read].tobytes()
                before: tuple[int, ...] = (PICTURE if source < 0 else numbers[source],)
            else:
                planes = [
                    raster.pixels if source < 0 else self._neighbourhoods[source]
                    for source in block.sources
                ]
                seen = b"".join(plane[down.read][:, along.read].tobytes() for plane in planes)
                before = tuple(
                    PICTURE if source < 0 else numbers[source] for source in block.sources
                )
            key = before, rows.keys[n], cols.keys[n], seen
            cached = self.patches.get(key)
            if cached is None:
                cached = self._store(key, self._computed(raster, reach, n, patches))
            numbers.append(cached[0])
            patches.append(cached[1])
        return patches

    def _computed(
        self, raster: RasterLike, reach: Reach, number: int, patches: Sequence[Tensor | None]
    ) -> Tensor:
        """The cells of a block that one region changes, from the patches of those before it."""
        with torch.inference_mode():
            return self.network.patch(
                number,
                lambda: torch.from_numpy(raster.picture).unsqueeze(0),
                self.background,
                patches,
                reach,
            )

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
    def _neighbourhoods(self) -> dict[int, Int32[np.ndarray, "row col"]]:
        """For the background's volume after each block that others take, a number for each place.

        Two places have the same number where all slices have the same values. So a window's numbers
        tell what is around a patch in far fewer bytes than the values.
        """
        found = {}
        taken = {source for block in self.network.blocks for source in block.sources if source >= 0}
        for source in sorted(taken):
            volume = self.background[self.network.blocks[source].name][0].numpy()
            cells = np.ascontiguousarray(volume.transpose(1, 2, 0).reshape(-1, len(volume)))
            bits = cells.view(np.dtype((np.void, cells.strides[0]))).ravel()
            number = np.unique(bits, return_inverse=True)[1]
            found[source] = number.reshape(volume.shape[1:]).astype(np.int32)
        return found


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

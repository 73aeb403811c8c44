"""The backgrounds of a network: a patch cache for each of those that are in use.

An object that is dragged changes a picture inside its boxes alone; what is behind it, black or the
background of a scene, is computed once.
"""

import hashlib
from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import UInt8

from app.network.incremental import IncrementalNetwork
from app.network.input_format import InputFormat
from app.network.patch_cache import PatchCache, RasterLike
from app.network.trace import Trace

MAX_BACKGROUNDS = 8
"""Most backgrounds of a network that are kept, beside black."""
CAPACITY = 1 << 25
"""Most bytes of their volumes; the newest background is kept however large it is."""
REMEMBERED = 16
"""How many backgrounds that were seen once are remembered, by their hashes."""

Pixels = UInt8[np.ndarray, "row col channel"]


@runtime_checkable
class BackedRaster(RasterLike, Protocol):
    """A raster that knows what is behind its boxes."""

    @property
    def background(self) -> Pixels | None:
        """The bytes of the canvas without its objects; None where it is black."""


class Backgrounds:
    """The patch caches of a network: over black, and over the backgrounds of the latest scenes.

    Args:
        format: how the network wants its input.
    """

    def __init__(self, network: IncrementalNetwork, format: InputFormat) -> None:
        self.network = network
        self.format = format
        self._kept: OrderedDict[bytes, PatchCache] = OrderedDict()
        self._seen: OrderedDict[bytes, None] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def black(self) -> PatchCache:
        """The cache over a black canvas."""
        channels, height, width = self.network.network.spec.input_shape
        black = np.zeros((height, width, channels), np.uint8)
        return PatchCache(self.network, self.format.apply(black))

    def of(self, background: Pixels | None) -> PatchCache:
        """The cache over a background, made if there is none yet; None is black."""
        if background is None:
            return self.black
        key = key_of(background)
        with self._lock:
            if (cache := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return cache
        cache = PatchCache(self.network, self.format.apply(background))
        with self._lock:
            self._kept[key] = cache
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and (
                len(self._kept) > MAX_BACKGROUNDS or self.bytes > CAPACITY
            ):
                self._kept.popitem(last=False)
        return cache

    def trace(self, raster: BackedRaster) -> Trace:
        """The trace of the layers that people are shown; see `PatchCache.trace`.

        The first picture in front of a background is computed whole: while somebody picks a
        colour, each one is seen once. The second has a cache.
        """
        behind = raster.background
        if behind is None:
            return self.black.trace(raster)
        if self._first(key_of(behind)):
            return self.black.whole(raster)
        return self.of(behind).trace(raster)

    def _first(self, key: bytes) -> bool:
        """Whether a background is seen for the first time, as far as is remembered."""
        with self._lock:
            if key in self._kept or key in self._seen:
                return False
            self._seen[key] = None
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return True

    @property
    def bytes(self) -> int:
        """Bytes of the volumes that are kept, without those of black."""
        return sum(
            volume.nbytes for cache in self._kept.values() for volume in cache.background.values()
        )


def key_of(background: Pixels) -> bytes:
    """A hash of a background's pixels."""
    return hashlib.blake2b(background.tobytes(), digest_size=16).digest()

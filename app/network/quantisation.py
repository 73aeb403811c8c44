"""Quantisation: volumes as bytes on a fixed scale."""

import threading
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float32, UInt8

Range = tuple[float, float]

TOGETHER = 1 << 17
"""Cells that are quantised at a time, at most: with their float32 they fit into a core's cache."""


def quantise(values: Float32[np.ndarray, "*cell"], limits: Range) -> UInt8[np.ndarray, "*cell"]:
    """Values as bytes: `round(255 * (v - low) / (high - low))`, clipped to 0..255.

    Where the range begins at zero, a byte is 0 exactly where the cell is inactive: a value above
    zero gives at least 1, so that a faint activation is visible.
    """
    (bytes_,) = quantise_all([([values], limits)])
    first: np.ndarray = bytes_[0]
    return first


def quantise_all(
    stacks: Sequence[tuple[Sequence[Float32[np.ndarray, "..."]], Range]],
) -> list[UInt8[np.ndarray, "volume ..."]]:
    """Each volume as `quantise` gives it, in C order.

    Volumes pass through numpy together, since a call costs more than its work on a small one, but
    no more cells at a time than the processor's cache holds.

    Args:
        stacks: volumes of one shape, with their range.
    """
    total = sum(values.size for volumes, _ in stacks for values in volumes)
    if total <= TOGETHER:
        return _quantised_together(stacks, total)
    found, parts, outs = [], [], []
    for volumes, (low, high) in stacks:
        bytes_ = np.empty((len(volumes), *volumes[0].shape), np.uint8)
        found.append(bytes_)
        for values, out in zip(volumes, bytes_, strict=True):
            if values.ndim == 3 and values.strides[0] < values.strides[2]:
                # As it lies in memory, channel last: all but the last copy go straight on.
                values, out = values.transpose(1, 2, 0), out.transpose(1, 2, 0)
            step = max(1, TOGETHER * len(values) // values.size)
            for begin in range(0, len(values), step):
                rows = slice(begin, begin + step)
                parts.append((values[rows], low, high))
                outs.append(out[rows])
    first, size = 0, 0
    for last, (values, _, _) in enumerate(parts):
        if size and size + values.size > TOGETHER:
            _quantise_to(outs[first:last], parts[first:last], size)
            first, size = last, 0
        size += values.size
    _quantise_to(outs[first:], parts[first:], size)
    return found


def _quantised_together(
    stacks: Sequence[tuple[Sequence[Float32[np.ndarray, "..."]], Range]], total: int
) -> list[UInt8[np.ndarray, "volume ..."]]:
    """As `quantise_all`, of volumes with few cells together, without a copy of their bytes."""
    bytes_ = np.empty(total, np.uint8)
    _quantise([(values, *limits) for volumes, limits in stacks for values in volumes], bytes_)
    found, begin = [], 0
    for volumes, _ in stacks:
        end = begin + len(volumes) * volumes[0].size
        found.append(bytes_[begin:end].reshape(len(volumes), *volumes[0].shape))
        begin = end
    return found


Part = tuple[Float32[np.ndarray, "..."], float, float]
"""A part of a volume, and the volume's range."""


class Scratch(threading.local):
    """Memory of a thread that is used again: new pages for each frame would take longer."""

    def __init__(self) -> None:
        self.size = 0
        self.resize(TOGETHER)

    def resize(self, size: int) -> None:
        """Makes room for so many cells."""
        if size > self.size:
            self.size = size
            self.scaled = np.empty(size, np.float32)
            self.active = np.empty(size, bool)
            self.bytes = np.empty(size, np.uint8)


SCRATCH = Scratch()


def _quantise_to(
    outs: Sequence[UInt8[np.ndarray, "..."]], parts: Sequence[Part], size: int
) -> None:
    """Writes the bytes of each part where they go; the parts have `size` cells together."""
    SCRATCH.resize(size)
    bytes_ = SCRATCH.bytes[:size]
    _quantise(parts, bytes_)
    begin = 0
    for out in outs:
        out[:] = bytes_[begin : begin + out.size].reshape(out.shape)
        begin += out.size


def _quantise(parts: Sequence[Part], bytes_: UInt8[np.ndarray, "cell"]) -> None:
    """Writes the bytes of parts, one after the other, which have `len(bytes_)` cells together."""
    size = len(bytes_)
    SCRATCH.resize(size)
    scaled, active = SCRATCH.scaled[:size], SCRATCH.active[:size]
    begin, spans = 0, []
    for values, low, high in parts:
        span = slice(begin, begin := begin + values.size)
        spans.append(span)
        shifted = values - np.float32(low) if low else values
        np.multiply(shifted, np.float32(255 / (high - low)), out=scaled[span].reshape(values.shape))
    np.greater(scaled, 0, out=active)
    for span, (values, low, high) in zip(spans, parts, strict=True):
        if low:
            active[span] = False
        elif high > 255:
            # Scaled down, the smallest numbers would become 0.
            np.greater(values, 0, out=active[span].reshape(values.shape))
    np.rint(scaled, out=scaled)
    np.clip(scaled, 0, 255, out=scaled)
    np.copyto(bytes_, scaled, casting="unsafe")
    np.maximum(bytes_, active.view(np.uint8), out=bytes_)

"""The frame: a trace as one safetensors message, ready for the wire.

Volumes are bytes at the card's fixed range, so that equal activations look equal wherever and
whenever they occur; the head is float32, exact. Counts of active cells travel beside the volumes.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from jaxtyping import Float32, UInt8

from app.network.path import Links
from app.network.trace import Trace, nonzero

Range = tuple[float, float]

DTYPES = {np.dtype(np.float32): "F32", np.dtype(np.int32): "I32", np.dtype(np.uint8): "U8"}
"""What safetensors calls them, the widest first."""


def quantise(values: Float32[np.ndarray, "*cell"], limits: Range) -> UInt8[np.ndarray, "*cell"]:
    """Values as bytes: `round(255 * (v - low) / (high - low))`, clipped to 0..255.

    Where the range begins at zero, a byte is 0 exactly where the cell is inactive: what is above
    zero is at least 1, so that a faint activation is drawn rather than lost.
    """
    (bytes_,) = quantise_all([(values, limits)])
    return bytes_


def quantise_all(
    volumes: Sequence[tuple[Float32[np.ndarray, "..."], Range]],
) -> list[UInt8[np.ndarray, "..."]]:
    """Each volume as `quantise` gives it, in C order.

    All at a time, since calling numpy costs more than what it does to a volume.
    """
    scaled = np.empty(sum(values.size for values, _ in volumes), np.float32)
    spans = []
    begin = 0
    for values, (low, high) in volumes:
        span = slice(begin, begin := begin + values.size)
        spans.append((span, values.shape))
        above = values - np.float32(low) if low else values
        np.multiply(above, np.float32(255 / (high - low)), out=scaled[span].reshape(values.shape))
    active = scaled > 0
    for (span, shape), (values, (low, high)) in zip(spans, volumes, strict=True):
        if low:
            active[span] = False
        elif high > 255:
            # Made smaller, the least of numbers would be lost.
            np.greater(values, 0, out=active[span].reshape(shape))
    np.rint(scaled, out=scaled)
    scaled.clip(0, 255, out=scaled)
    bytes_ = scaled.astype(np.uint8)
    np.maximum(bytes_, active.view(np.uint8), out=bytes_)
    return [bytes_[span].reshape(shape) for span, shape in spans]


def encode(
    trace: Trace,
    links: Links,
    ranges: Mapping[str, Range],
    seq: int,
    painted: UInt8[np.ndarray, "row col 3"] | None = None,
) -> bytes:
    """One message: the volumes that have a role, the scores, counts and the strongest links.

    Tensors: NAME for each layer with a role (uint8 volumes, float32 head), `active.NAME` (int32,
    one a slice) for each volume, `scores` (float32); `links.cells`, `links.units` (int32) and
    `links.contributions` (float32) of the path to the strongest output, see
    `app/network/path.py`. Metadata: `seq`, `model`, and `scale`, a JSON object of `[low, high]` by
    volume.

    Args:
        painted: the canvas that the input was made of, where it is at hand: at a range of 0 to 1
            its pixels are the input's bytes.
    """
    tensors: dict[str, np.ndarray] = {
        "scores": trace.scores,
        "links.cells": links.cells,
        "links.units": links.units,
        "links.contributions": links.contributions,
    }
    volumes: dict[str, np.ndarray] = {}
    for name, values in trace.answers.items():
        if trace.roles[name] is not None:
            (volumes if values.ndim == 3 else tensors)[name] = values
    scale = tuple((name, ranges[name]) for name in volumes)
    levels: list[np.ndarray] = []
    if painted is not None and scale[0] == ("input", (0.0, 1.0)):
        levels.append(np.ascontiguousarray(painted.transpose(2, 0, 1)))
    levels += quantise_all([(volumes[name], limits) for name, limits in scale[len(levels) :]])
    for (name, (low, _)), bytes_ in zip(scale, levels, strict=True):
        active = nonzero(volumes[name] > 0 if low else bytes_)
        tensors[f"active.{name}"] = np.array(active, np.int32)
    tensors.update(zip(volumes, levels, strict=True))
    return pack(trace.model, seq, scale, tensors)


def pack(
    model: str, seq: int, scale: tuple[tuple[str, Range], ...], tensors: Mapping[str, Any]
) -> bytes:
    """A safetensors file; tensors lie in it as they come, so the wide must come first."""
    shapes = tuple((name, DTYPES[array.dtype], array.shape) for name, array in tensors.items())
    before, after = header(model, scale, shapes)
    text = b"%b%d%b" % (before, seq, after)
    # Data begin at a multiple of 8, where typed arrays can view them.
    text += b" " * (-len(text) % 8)
    return b"".join((len(text).to_bytes(8, "little"), text, *tensors.values()))


# The same for a network as long as its links are as many.
@lru_cache(1024)
def header(
    model: str,
    scale: tuple[tuple[str, Range], ...],
    shapes: tuple[tuple[str, str, tuple[int, ...]], ...],
) -> tuple[bytes, bytes]:
    """What stands in a file's header before and after the sequence number."""
    begin = 0
    entries = {}
    for name, dtype, shape in shapes:
        end = begin + prod(shape) * (1 if dtype == "U8" else 4)
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": (begin, end)}
        begin = end
    metadata = {"model": model, "scale": json.dumps(dict(scale))}
    rest = json.dumps({"__metadata__": metadata} | entries, separators=(",", ":"))
    before, metadata_begins, after = rest.partition('{"__metadata__":{')
    return f'{before}{metadata_begins}"seq":"'.encode(), f'",{after}'.encode()

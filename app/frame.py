"""The frame: a trace as one safetensors message.

Volumes are bytes on the card's fixed scale, so equal activations look equal in all places and
frames. The head is exact float32. Where a scale does not begin at 0, bytes do not show which cells
are active, so the counts of active cells travel beside the volumes.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float32, Int32, UInt8

from app.network.head_path import Links
from app.network.quantisation import Range, quantise_all
from app.network.trace import Trace, count_nonzero

DTYPES = {np.dtype(np.float32): "F32", np.dtype(np.int32): "I32", np.dtype(np.uint8): "U8"}
"""The names that safetensors has for them, the widest first."""


MOST_SLICES = 64
"""Slices of a volume in a frame, at most: more are neither told apart nor drawn in time."""
MOST_CELLS = 1 << 22
"""Cells of a volume in a frame, at most: of larger slices fewer are sent."""


class Content(NamedTuple):
    """The content of a frame: the trace, its strongest links, and the scene's sequence number.

    Args:
        painted: the pixels that the input was made from, with its channels in the network's order,
            if known: they are the input's bytes, on a scale of 0 to 1, whatever the network gets.
        expected: the name of the scene's correct output, if a rule determines one.
    """

    trace: Trace
    links: Links
    seq: int
    painted: UInt8[np.ndarray, "row col channel"] | None = None
    expected: str | None = None


def encode(contents: Sequence[Content], ranges: Mapping[str, Range]) -> list[bytes]:
    """One message for each content, all of one network: volumes with a role, head, counts, links.

    Tensors: NAME for each layer with a role (uint8 volumes, float32 head), `active.NAME` (int32,
    one a slice) for each volume, `slices.NAME` (int32) for each volume of which only the strongest
    slices are sent, with their numbers in the layer, rising, beside it `total.NAME` (int32), the
    active cells of all slices, `scores` (float32); `links.cells`,
    `links.units` (int32) and `links.contributions` (float32) of the path to the strongest output,
    see `app/network/head_path.py`. Metadata: `seq`, `model`, `scale`, a JSON object of
    `[low, high]` by volume, and `expected`, left out where no rule determines the correct output.
    """
    first = contents[0].trace
    shown = [name for name in first.activations if first.roles[name] is not None]
    volumes = [name for name in shown if first.activations[name].ndim == 3]
    head = [name for name in shown if first.activations[name].ndim != 3]
    painted = all(content.painted is not None for content in contents)
    scale = tuple(
        (name, (0.0, 1.0) if name == "input" and painted else ranges[name]) for name in volumes
    )
    sent = {name: [content.trace.activations[name] for content in contents] for name in volumes}
    numbers, totals = {}, {}
    for name, values in sent.items():
        if (most := most_slices(values[0].shape)) < len(values[0]):
            numbers[name] = [strongest_slices(each, most) for each in values]
            totals[name] = [np.array([np.count_nonzero(each > 0)], np.int32) for each in values]
            sent[name] = [each[kept] for each, kept in zip(values, numbers[name], strict=True)]
    levels = levels_of(contents, sent, scale)
    counts = [
        counted(np.stack(sent[name]) > 0 if low else bytes_)
        for (name, (low, _)), bytes_ in zip(scale, levels, strict=True)
    ]
    messages = []
    for number, content in enumerate(contents):
        tensors = {
            "scores": content.trace.scores,
            "links.cells": content.links.cells,
            "links.units": content.links.units,
            "links.contributions": content.links.contributions,
        }
        tensors.update((name, content.trace.activations[name]) for name in head)
        tensors.update((f"active.{n}", c[number]) for n, c in zip(volumes, counts, strict=True))
        tensors.update((f"slices.{n}", kept[number]) for n, kept in numbers.items())
        tensors.update((f"total.{n}", total[number]) for n, total in totals.items())
        tensors.update((name, b[number]) for name, b in zip(volumes, levels, strict=True))
        messages.append(pack(content.trace.model, content.seq, content.expected, scale, tensors))
    return messages


def most_slices(shape: tuple[int, ...]) -> int:
    """How many slices of a volume of that shape are sent, at most; at least one."""
    count, rows, cols = shape
    return min(count, MOST_SLICES, max(1, MOST_CELLS // (rows * cols)))


def strongest_slices(
    values: Float32[np.ndarray, "slice row col"], most: int
) -> Int32[np.ndarray, "kept"]:
    """The numbers, rising, of the `most` slices with the largest sums of values above zero.

    Of equal ones the first is kept.
    """
    sums = np.maximum(values, 0).sum(axis=(1, 2), dtype=np.float64)
    kept: np.ndarray = np.sort(np.argsort(-sums, kind="stable")[:most]).astype(np.int32)
    return kept


def levels_of(
    contents: Sequence[Content],
    sent: Mapping[str, Sequence[Float32[np.ndarray, "_ _ _"]]],
    scale: Sequence[tuple[str, Range]],
) -> list[UInt8[np.ndarray, "content slice row col"]]:
    """The bytes of each volume; for the input the painted pixels, if all are known.

    Args:
        sent: by volume, the values that are sent of each content.
    """
    levels = []
    painted = [content.painted for content in contents if content.painted is not None]
    if len(painted) == len(contents) and scale[0] == ("input", (0.0, 1.0)):
        height, width, channels = painted[0].shape
        pixels = np.empty((len(painted), channels, height, width), np.uint8)
        for canvas, out in zip(painted, pixels, strict=True):
            out[:] = canvas.transpose(2, 0, 1)
        levels.append(pixels)
    rest = scale[len(levels) :]
    return levels + quantise_all([(sent[name], limits) for name, limits in rest])


def counted(
    values: Bool[np.ndarray, "content slice row col"] | UInt8[np.ndarray, "content slice row col"],
) -> Int32[np.ndarray, "content slice"]:
    """The number of cells in each slice that are not 0."""
    return count_nonzero(values.reshape(-1, *values.shape[2:])).reshape(values.shape[:2])


def pack(
    model: str,
    seq: int,
    expected: str | None,
    scale: tuple[tuple[str, Range], ...],
    tensors: Mapping[str, Any],
) -> bytes:
    """A safetensors file; tensors keep their order, so the widest type must come first."""
    shapes = tuple((name, DTYPES[array.dtype], array.shape) for name, array in tensors.items())
    before, after = header(model, expected, scale, shapes)
    text = b"%b%d%b" % (before, seq, after)
    # The data begin at a multiple of 8, so that typed arrays can be views of them.
    text += b" " * (-len(text) % 8)
    return b"".join((len(text).to_bytes(8, "little"), text, *tensors.values()))


# The header of a network changes only with the number of its links and the expected output.
@lru_cache(1024)
def header(
    model: str,
    expected: str | None,
    scale: tuple[tuple[str, Range], ...],
    shapes: tuple[tuple[str, str, tuple[int, ...]], ...],
) -> tuple[bytes, bytes]:
    """The parts of a file's header before and after the sequence number."""
    begin = 0
    entries = {}
    for name, dtype, shape in shapes:
        end = begin + prod(shape) * (1 if dtype == "U8" else 4)
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": (begin, end)}
        begin = end
    metadata = {"model": model, "scale": json.dumps(dict(scale))}
    if expected is not None:
        metadata["expected"] = expected
    rest = json.dumps({"__metadata__": metadata} | entries, separators=(",", ":"))
    before, metadata_begins, after = rest.partition('{"__metadata__":{')
    return f'{before}{metadata_begins}"seq":"'.encode(), f'",{after}'.encode()

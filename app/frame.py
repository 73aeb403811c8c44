"""The frame: a trace as one safetensors message, ready for the wire.

Volumes are bytes at the card's fixed range, so that equal activations look equal wherever and
whenever they occur; the head is float32, exact. Counts of active cells travel beside the volumes.
"""

import json
from collections.abc import Mapping

import numpy as np
from jaxtyping import Float32, UInt8
from safetensors.numpy import save

from app.network.path import Links
from app.network.trace import Trace

Range = tuple[float, float]


def quantise(values: Float32[np.ndarray, "*cell"], limits: Range) -> UInt8[np.ndarray, "*cell"]:
    """Values as bytes: `round(255 * (v - low) / (high - low))`, clipped to 0..255.

    Where the range begins at zero, a byte is 0 exactly where the cell is inactive: what is above
    zero is at least 1, so that a faint activation is drawn rather than lost.
    """
    low, high = limits
    scaled = np.rint((values - np.float32(low)) * np.float32(255 / (high - low)))
    bytes_: np.ndarray = np.clip(scaled, 0, 255).astype(np.uint8)
    if low == 0:
        np.maximum(bytes_, values > 0, out=bytes_, casting="unsafe")
    return bytes_


def encode(trace: Trace, links: Links, ranges: Mapping[str, Range], seq: int) -> bytes:
    """One message: the volumes that have a role, the scores, counts and the strongest links.

    Tensors: NAME for each layer with a role (uint8 volumes, float32 head), `active.NAME` (int32,
    one a slice) for each volume, `scores` (float32); `links.cells`, `links.units` (int32) and
    `links.contributions` (float32) of the path to the strongest output, see
    `app/network/path.py`. Metadata: `seq`, `model`, and `scale`, a JSON object of `[low, high]` by
    volume.
    """
    tensors: dict[str, np.ndarray] = {
        "scores": trace.scores,
        "links.cells": links.cells,
        "links.units": links.units,
        "links.contributions": links.contributions,
    }
    scale = {}
    for volume in trace.volumes:
        if volume.role is None:
            continue
        if volume.values.ndim == 3:
            tensors[volume.name] = quantise(volume.values, ranges[volume.name])
            tensors[f"active.{volume.name}"] = np.asarray(volume.active(), np.int32)
            scale[volume.name] = ranges[volume.name]
        else:
            tensors[volume.name] = volume.values
    metadata = {"seq": str(seq), "model": trace.model, "scale": json.dumps(scale)}
    return save(tensors, metadata=metadata)

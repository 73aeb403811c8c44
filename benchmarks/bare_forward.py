"""The bare forward pass, the reference for other figures, and the scenes of a drag."""

from collections.abc import Callable

import torch

from app.api.live.frames import LiveRequest
from app.inference import FrameRequest, live_frame
from app.network.library import Entry, read_one
from app.runtime.settings import Settings
from app.scene.raster import raster
from benchmarks.client import message

COLS = 40
"""Number of positions in the drag."""


def entry(name: str) -> Entry:
    """A network of the app."""
    return read_one(Settings().models / f"{name}.json")


def bare(entry: Entry) -> Callable[[], object]:
    """A function that runs `network.stack(x)` with one thread on a prepared picture."""
    scene = LiveRequest.model_validate_json(message(entry.card.id, 0, 0)).scene
    picture = torch.from_numpy(raster(scene, entry.card.input_shape).picture)[None]
    x = picture.contiguous(memory_format=torch.channels_last)

    @torch.inference_mode()
    def run() -> object:
        return entry.network.stack(x)

    return run


def frame(entry: Entry, text: str) -> bytes:
    """The frame's bytes for a received message."""
    request = LiveRequest.model_validate_json(text)
    return live_frame(FrameRequest(entry, request.scene, request.seq))

"""Frames: where each is computed and compressed, for the live channel and for plain requests."""

import zlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from app.api.live.micro_batch import MicroBatcher
from app.inference import FrameRequest, live_frame
from app.network.build import Network
from app.runtime.worker_pool import WorkerPool
from app.scene.scene import Scene

MAX_SEQ = 2**53 - 1
"""The largest sequence number: beyond it, JavaScript numbers are no longer exact."""
INLINE_OPERATIONS = 40_000_000
"""Products (weight × value) and the like of a network up to which the event loop computes a frame
itself, in about 2 ms: handing a scene to a thread and back takes half as long as a small network
does."""
INLINE_LAYERS = 32
"""Layers of a network up to which the event loop computes a frame itself: even a small
one costs some µs."""
INLINE_BYTES = 1 << 16
"""Bytes of a frame up to which the event loop compresses it itself, in less than 2 ms."""
ZLIB = 15
GZIP = 31
"""Forms of a compressed frame, as zlib's `wbits`."""


class LiveRequest(BaseModel):
    """One scene for one network; `seq` comes back with its frame."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "seq": 1,
                    "model": "ludic",
                    "scene": {"objects": [{"object": "face", "row": 4, "col": 40}]},
                }
            ]
        },
    )

    seq: Annotated[StrictInt, Field(ge=0, le=MAX_SEQ)]
    model: Annotated[str, Field(max_length=64)]
    scene: Scene


async def computed(request: FrameRequest, batcher: MicroBatcher, pool: WorkerPool) -> bytes:
    """The frame of a scene, computed by the event loop or a thread; raises as `live_frame`."""
    # Decoding a picture may take longer than the network itself.
    if is_quick(request.entry.network) and not request.scene.pictures:
        return await batcher.frame(request)
    return await pool.run(live_frame, request)


def is_quick(network: Network) -> bool:
    """Whether the event loop may compute the network's frames itself."""
    return network.operations <= INLINE_OPERATIONS and len(network.spec.layers) <= INLINE_LAYERS


async def compressed(frame: bytes, pool: WorkerPool, form: int = ZLIB) -> bytes:
    """A frame, compressed by the event loop or, if it is large, by a thread."""
    # Frames are mostly zeros: the lowest level already takes 26 kB to 3, in 0.1 ms.
    if len(frame) <= INLINE_BYTES:
        return zlib.compress(frame, 1, form)
    return await pool.run(zlib.compress, frame, 1, form)

"""Micro-batching: one pass over the event loop answers all scenes that are pending."""

import asyncio

from app.inference import FrameRequest, live_frames
from app.runtime.fair_queue import FairQueue, caller

MAX_SCENES = 16
"""Scenes of one batch: a larger one gains little and blocks the event loop longer."""
MAX_OPERATIONS = 100_000_000
"""Products (weight × value) and the like of one batch, about 5 ms; a larger scene is a batch of its
own."""


class MicroBatcher:
    """Collects scenes during one pass over the event loop and computes them in the next.

    If more are pending than fit one batch, a fair queue orders them.
    """

    def __init__(self) -> None:
        self._queue: FairQueue[tuple[FrameRequest, asyncio.Future[bytes]]] = FairQueue()
        self._scheduled = False

    async def frame(self, request: FrameRequest) -> bytes:
        """The frame of a scene; raises as `live_frame`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bytes] = loop.create_future()
        self._queue.put(caller.get(), (request, future))
        if not self._scheduled:
            self._scheduled = True
            loop.call_soon(self._run_batch, loop)
        return await future

    def _run_batch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Computes one batch, and schedules the next if scenes are still pending."""
        batch = self._next_batch()
        self._scheduled = bool(self._queue)
        if self._scheduled:
            loop.call_soon(self._run_batch, loop)
        frames: list[bytes | Exception]
        try:
            frames = live_frames([request for request, _ in batch])
        except Exception as error:
            frames = [error] * len(batch)
        for (_, future), frame in zip(batch, frames, strict=True):
            if future.done():
                continue
            if isinstance(frame, Exception):
                future.set_exception(frame)
            else:
                future.set_result(frame)

    def _next_batch(self) -> list[tuple[FrameRequest, asyncio.Future[bytes]]]:
        """Removes the next batch from the queue, without requests that were cancelled."""
        batch: list[tuple[FrameRequest, asyncio.Future[bytes]]] = []
        operations = 0
        while self._queue and len(batch) < MAX_SCENES:
            request, future = self._queue.peek()
            if not future.done():
                operations += request.entry.network.operations
                if batch and operations > MAX_OPERATIONS:
                    break
                batch.append((request, future))
            self._queue.get()
        return batch

"""Rounds: scenes that are there together are answered together, by the thread that hears them."""

import asyncio

from app.inference import Asked, live_frames
from app.runtime.fair_queue import Turns, caller

MOST = 16
"""Scenes of one round: the gain of more is small, and nobody is heard meanwhile."""
PRODUCTS = 100_000_000
"""Products of one round, at most, about 5 ms; a scene that has more has a round of its own."""


class Rounds:
    """Whoever asks waits for the next round, which comes when all who can be heard now have been.

    Where more wait than one round has, they take turns; who asks alone waits for nobody.
    """

    def __init__(self) -> None:
        self._waiting: Turns[tuple[Asked, asyncio.Future[bytes]]] = Turns()
        self._under_way = False

    async def frame(self, asked: Asked) -> bytes:
        """The frame of a scene; raises as `live_frame`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[bytes] = loop.create_future()
        self._waiting.add(caller.get(), (asked, future))
        if not self._under_way:
            self._under_way = True
            loop.call_soon(self._answer, loop)
        return await future

    def _answer(self, loop: asyncio.AbstractEventLoop) -> None:
        """One round."""
        part = self._part()
        self._under_way = bool(self._waiting)
        if self._under_way:
            loop.call_soon(self._answer, loop)
        frames: list[bytes | Exception]
        try:
            frames = live_frames([asked for asked, _ in part])
        except Exception as error:
            frames = [error] * len(part)
        for (_, future), frame in zip(part, frames, strict=True):
            if future.done():
                continue
            if isinstance(frame, Exception):
                future.set_exception(frame)
            else:
                future.set_result(frame)

    def _part(self) -> list[tuple[Asked, asyncio.Future[bytes]]]:
        """Those whose turn it is; who does not wait any more has none."""
        part: list[tuple[Asked, asyncio.Future[bytes]]] = []
        products = 0
        while self._waiting and len(part) < MOST:
            asked, future = self._waiting.next()
            if not future.done():
                products += asked.entry.network.products
                if part and products > PRODUCTS:
                    break
                part.append((asked, future))
            self._waiting.take()
        return part

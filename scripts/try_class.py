"""Lets a class drag: python scripts/try_class.py URL CLIENTS SECONDS RATE.

Each of CLIENTS loads the page, opens a live connection and sends RATE scenes/s for SECONDS. A
client whose connection is lost opens another, as the page does. Prints what they saw, as JSON.
Needs the packages of the app and no others: the image has them.
"""

import asyncio
import json
import re
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from statistics import median, quantiles

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

RETRY = 0.25
"""s until a client opens another connection, as in the page."""
PATIENCE = 10
"""s for a connection, and for the last frame."""
MODEL = "figure-everywhere"
CANVAS = 64
"""px that the object may be moved by."""
SEQ = re.compile(rb'"seq":"(\d+)"')


@dataclass
class Pupil:
    """One client.

    Args:
        sent: when each scene was sent, in s, by its `seq`.
        frames: when each frame came, and how long after its scene, in s.
    """

    url: str
    sent: dict[int, float] = field(default_factory=dict)
    frames: list[tuple[float, float]] = field(default_factory=list)
    connections: int = 0
    newest: int = -1

    def is_answered(self) -> bool:
        """Whether the last frame belongs to the last scene."""
        return bool(self.sent) and self.newest == len(self.sent) - 1

    async def drag(self, seconds: float, rate: float) -> None:
        """Loads the page, then sends scenes and receives frames until the newest is answered."""
        await asyncio.to_thread(self.load)
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end or not (self.is_answered() or now > end + PATIENCE):
            try:
                await self.connected(end, rate)
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(RETRY)

    async def connected(self, end: float, rate: float) -> None:
        """Drags over one connection, until the end and the newest frame, or until it is lost."""
        address = f"{self.url.replace('http', 'ws', 1)}/api/live"
        async with connect(address, max_size=None, open_timeout=PATIENCE) as live:
            self.connections += 1
            receiving = asyncio.create_task(self.receive(live))
            try:
                await self.send(live)
                while (now := time.monotonic()) < end:
                    await asyncio.wait([receiving], timeout=min(1 / rate, end - now))
                    if receiving.done():
                        await receiving
                    await self.send(live)
                while not self.is_answered() and time.monotonic() < end + PATIENCE:
                    await asyncio.wait([receiving], timeout=0.05)
                    if receiving.done():
                        await receiving
            finally:
                receiving.cancel()

    def load(self) -> None:
        """Loads the page's document."""
        with urllib.request.urlopen(f"{self.url}/", timeout=PATIENCE) as answer:
            answer.read()

    async def send(self, live: ClientConnection) -> None:
        """Sends the next scene."""
        seq = len(self.sent)
        where = {"object": "face", "row": seq % 30, "col": seq * 3 % CANVAS}
        message = {"seq": seq, "model": MODEL, "scene": {"objects": [where]}}
        self.sent[seq] = time.monotonic()
        await live.send(json.dumps(message))

    async def receive(self, live: ClientConnection) -> None:
        """Receives frames until the connection is lost, which raises ConnectionClosed."""
        while True:
            frame = await live.recv()
            now, found = time.monotonic(), SEQ.search(frame[:65536])
            self.newest = int(found[1])
            self.frames.append((now, now - self.sent[self.newest]))


async def lesson(url: str, clients: int, seconds: float, rate: float) -> dict[str, object]:
    """What a class of clients saw."""
    pupils = [Pupil(url) for _ in range(clients)]
    ended = await asyncio.gather(
        *(pupil.drag(seconds, rate) for pupil in pupils), return_exceptions=True
    )
    waits = [wait for pupil in pupils for _, wait in pupil.frames] or [float("inf")]
    gaps = [
        later - sooner
        for pupil in pupils
        for (sooner, _), (later, _) in zip(pupil.frames, pupil.frames[1:], strict=False)
    ]
    return {
        "answered": sum(bool(p.sent) and p.newest == len(p.sent) - 1 for p in pupils),
        "errors": sorted({repr(error) for error in ended if error}),
        "frames": len(waits),
        "median": median(waits),
        "p95": quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0],
        "gap": max(gaps, default=float("inf")),
        "reconnected": sum(pupil.connections > 1 for pupil in pupils),
    }


if __name__ == "__main__":
    url, clients, seconds, rate = sys.argv[1:]
    seen = asyncio.run(lesson(url.rstrip("/"), int(clients), float(seconds), float(rate)))
    print(json.dumps(seen))

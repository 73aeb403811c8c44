"""A soak test with good and bad clients: `python -m benchmarks.soak` (100 clients, 10 minutes).

Out of ten clients, four drag, one sweeps, one uploads pictures, two disconnect midway and two
misbehave. It prints three results, and fails if one of them is out of bounds:

- newest scenes of dragging clients without a frame within 20 s: none;
- resident memory at the end, compared with the end of the warm-up (the first fifth): within 2%;
- open files of the server after all clients left, compared with before: the same number.

Rate limits are off, so that no work is refused.
"""

import argparse
import asyncio
import base64
import contextlib
import io
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from PIL import Image
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

TIMEOUT = 20
KINDS = ("drag", "drag", "drag", "drag", "sweep", "upload", "vanish", "vanish", "odd", "odd")
LOST = (ConnectionClosed, InvalidHandshake, OSError, httpx2.TransportError)


@dataclass
class Soak:
    """One soak: the server under load, its end time, and the counts."""

    port: int
    pid: int
    seconds: float
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.url = f"http://127.0.0.1:{self.port}"
        self.live = f"ws://127.0.0.1:{self.port}/api/live"
        self.end = time.monotonic() + self.seconds

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.end

    def files(self) -> int:
        """The number of open files of the server."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def memory(self) -> int:
        """Resident bytes."""
        pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


def message(seq: int, row: int) -> str:
    scene = {"objects": [{"object": "face", "row": row, "col": row % 40}]}
    return json.dumps({"seq": seq, "model": "ludic", "scene": scene})


def seq_of(frame: bytes) -> int:
    length = int.from_bytes(frame[:8], "little")
    return int(json.loads(frame[8 : 8 + length])["__metadata__"]["seq"])


async def drag(soak: Soak, dice: random.Random) -> None:
    """Drags; at times stops, and then expects the frame of the last scene."""
    while not soak.over:
        async with connect(soak.live, max_size=None) as live:
            seq = 0
            while not soak.over:
                for _ in range(dice.randrange(1, 20)):
                    seq += 1
                    await live.send(message(seq, dice.randrange(44)))
                    await asyncio.sleep(1 / 30)
                soak.counts["newest"] += 1
                try:
                    async with asyncio.timeout(TIMEOUT):
                        while seq_of(await live.recv(decode=False)) != seq:
                            soak.counts["frames"] += 1
                    soak.counts["answered"] += 1
                except (TimeoutError, *LOST):
                    soak.counts["unanswered"] += 1
                    break
                await asyncio.sleep(dice.random() / 2)


async def sweep(soak: Soak, dice: random.Random) -> None:
    """Starts sweeps; lets some of them finish."""
    scene = {"objects": [{"object": "face", "row": 4, "col": 4}]}
    body = {"scene": scene, "step": dice.choice((8, 4))}
    path = f"{soak.url}/api/models/ludic/sensitivity?format=ndjson"
    async with httpx2.AsyncClient(timeout=120) as client:
        while not soak.over:
            with contextlib.suppress(*LOST):
                async with client.stream("POST", path, json=body) as answer:
                    async for _ in answer.aiter_lines():
                        if dice.random() < 0.1 or soak.over:
                            break
                soak.counts["sweeps"] += 1
            await asyncio.sleep(dice.random() * 2)


async def upload(soak: Soak, dice: random.Random) -> None:
    """Uploads pictures, valid and broken."""
    async with httpx2.AsyncClient(timeout=120) as client:
        while not soak.over:
            side = dice.randrange(1, 600)
            file = io.BytesIO()
            Image.new("RGB", (side, side), "red").save(file, "PNG")
            content = file.getvalue()[: None if dice.random() < 0.7 else side]
            body = {"picture": base64.b64encode(content).decode()}
            with contextlib.suppress(*LOST):
                answer = await client.post(f"{soak.url}/api/pictures", json=body)
                soak.counts[f"uploads {answer.status_code}"] += 1
            await asyncio.sleep(dice.random())


async def vanish(soak: Soak, dice: random.Random) -> None:
    """Connects, sends a request, and disconnects before the response."""
    while not soak.over:
        with contextlib.suppress(*LOST):
            live = await connect(soak.live, max_size=None)
            for seq in range(dice.randrange(1, 5)):
                await live.send(message(seq, dice.randrange(44)))
            live.transport.abort()
            await live.wait_closed()
            soak.counts["vanished"] += 1
        await asyncio.sleep(dice.random() / 2)


async def odd(soak: Soak, dice: random.Random) -> None:
    """Sends invalid messages and never reads a response."""
    while not soak.over:
        with contextlib.suppress(*LOST):
            reader, writer = await asyncio.open_connection("127.0.0.1", soak.port)
            writer.write(
                dice.choice(
                    (
                        b"\x00\xff" * 50,
                        b"GET /" + b"a" * 9000,
                        b"POST /api/render HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{",
                        b"POST /api/render HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n",
                    )
                )
            )
            await writer.drain()
            await asyncio.sleep(dice.random())
            writer.close()
            await writer.wait_closed()
            async with connect(soak.live, max_size=None) as live:
                for _ in range(50):
                    await live.send(dice.choice(("{", "[" * 500, "null", '{"seq": -1}')))
            soak.counts["odd"] += 1
            del reader
        await asyncio.sleep(dice.random() / 2)


ROLES = {"drag": drag, "sweep": sweep, "upload": upload, "vanish": vanish, "odd": odd}


async def run(soak: Soak, clients: int) -> bool:
    """Runs all clients to the end and prints the results; returns whether all limits hold."""
    before = soak.files()
    roles = [ROLES[KINDS[number % len(KINDS)]] for number in range(clients)]
    tasks = [
        asyncio.create_task(role(soak, random.Random(number))) for number, role in enumerate(roles)
    ]
    await asyncio.sleep(soak.seconds / 5)
    warm = soak.memory()
    await asyncio.gather(*tasks)
    # The server notices the last disconnects a little later.
    for _ in range(100):
        if soak.files() <= before:
            break
        await asyncio.sleep(0.2)
    memory, after = soak.memory(), soak.files()
    growth = memory / warm - 1
    print(
        f"{clients} clients, {soak.seconds:.0f} s: "
        + ", ".join(f"{name} {count}" for name, count in sorted(soak.counts.items()))
    )
    print(f"unanswered newest scenes: {soak.counts['unanswered']} of {soak.counts['newest']}")
    print(f"memory: {warm >> 20} MiB after warm-up, {memory >> 20} MiB at the end, {growth:+.1%}")
    print(f"open files: {before} before, {after} after")
    kept = growth < 0.02 or soak.seconds < 120
    answered = soak.counts["answered"] > 0 and not soak.counts["unanswered"]
    return answered and kept and after <= before


def serve(port: int, models: Path | None) -> subprocess.Popen[bytes]:
    """Starts a server; returns once it is ready."""
    settings = {"PORT": str(port), "LOG_LEVEL": "warning"}
    settings |= {"SWEEPS_PER_MINUTE": "0", "UPLOADS_PER_MINUTE": "0"}
    if models:
        settings["MODELS"] = str(models)
    environment = os.environ | {f"SHIFTSCOPE_{name}": value for name, value in settings.items()}
    server = subprocess.Popen([sys.executable, "-m", "app"], env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return server
        time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server did not become ready")


def main(seconds: float, clients: int, models: Path | None) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(port, models)
    try:
        holds = asyncio.run(run(Soak(port, server.pid, seconds), clients))
    finally:
        server.terminate()
        status = server.wait(10)
    print(f"exit status of the server: {status}")
    return 0 if holds and status == 0 else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--models", type=Path, help="folder of the networks")
    given = parser.parse_args()
    sys.exit(main(given.seconds, given.clients, given.models))

"""What the live channel costs beside the bare forward pass: `python -m benchmarks.live`.

For each network, medians and 95th percentiles of 300 runs (`--runs N`), and the bytes of a frame:

- bare: `network.stack(x)`, one thread, on a raster that is ready;
- frame: from a received message to the bytes of its frame, in this process, one thread;
- trip: from sending a scene over a socket on loopback to holding its frame, from a client in this
  process to a server in another.

Times depend on the machine; the ratios to the bare median hardly do. The three take turns, so that
a machine that is busy for a while is busy for all of them.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median, quantiles

import torch
from websockets.asyncio.client import ClientConnection, connect

from app.answer import Asked, live_frame
from app.api.live import LiveRequest
from app.network.library import Entry, read
from app.scene.raster import raster
from app.settings import Settings

WARM_UP = 30
COLS = 40


def message(model: str, seq: int) -> str:
    face = {"object": "face", "row": 4, "col": seq % COLS}
    return json.dumps({"seq": seq, "model": model, "scene": {"objects": [face]}})


def bare(entry: Entry) -> Callable[[int], object]:
    scene = LiveRequest.model_validate_json(message(entry.card.id, 0)).scene
    picture = torch.from_numpy(raster(scene, *entry.card.input_shape[1:]))[None]
    x = picture.contiguous(memory_format=torch.channels_last)

    @torch.inference_mode()
    def run(_: int) -> object:
        return entry.network.stack(x)

    return run


def frame(entry: Entry) -> Callable[[int], bytes]:
    def run(seq: int) -> bytes:
        request = LiveRequest.model_validate_json(message(entry.card.id, seq))
        return live_frame(Asked(entry, request.scene, request.seq))

    return run


def seconds(run: Callable[[int], object], seq: int) -> float:
    begun = time.perf_counter()
    run(seq)
    return time.perf_counter() - begun


async def trip(live: ClientConnection, model: str, seq: int) -> float:
    text = message(model, seq)
    begun = time.perf_counter()
    await live.send(text)
    answer = await live.recv()
    assert isinstance(answer, bytes), answer
    return time.perf_counter() - begun


async def measure(entry: Entry, address: str, runs: int) -> dict[str, list[float]]:
    """Seconds of each run."""
    steps = {"bare": bare(entry), "frame": frame(entry)}
    found: dict[str, list[float]] = {"bare": [], "frame": [], "trip": []}
    async with connect(address, max_size=None) as live:
        for seq in range(WARM_UP + runs):
            for name, run in steps.items():
                found[name].append(seconds(run, seq))
            found["trip"].append(await trip(live, entry.card.id, seq))
    return {name: times[WARM_UP:] for name, times in found.items()}


def tell(entry: Entry, found: dict[str, list[float]]) -> None:
    unit = median(found["bare"])
    size = len(frame(entry)(0))
    print(f"{entry.card.id}: bare forward pass {unit * 1e3:.3f} ms, a frame has {size} bytes")
    for name, times in found.items():
        late = quantiles(times, n=20)[-1]
        print(
            f"  {name:6} median {median(times) / unit:6.2f} ×   p95 {late / unit:6.2f} ×   "
            f"({median(times) * 1e3:.3f} ms, {late * 1e3:.3f} ms)"
        )


def wait_for(port: int) -> None:
    """Returns once somebody listens there; TimeoutError after 60 s."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing listens on port {port}") from None
            time.sleep(0.1)


async def main(runs: int) -> None:
    torch.set_num_threads(1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = ["uvicorn", "--factory", "app.main:create_app", "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, "-m", *app, "--port", str(port)])
    try:
        wait_for(port)
        print(f"{runs} runs each, {os.cpu_count()} cores; × is the bare median")
        for entry in read(Settings().models).entries.values():
            tell(entry, await measure(entry, f"ws://127.0.0.1:{port}/api/live", runs))
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=300, help="of each kind, for each network")
    asyncio.run(main(parser.parse_args().runs))

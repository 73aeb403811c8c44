"""Sweeps: their time relative to a straightforward loop, and their effect on live frames."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator

import numpy as np
import torch
from jaxtyping import Float32

from app.experiments import sensitivity
from app.experiments.class_distance import SAMPLES
from app.experiments.samples import samples
from app.network.library import Entry
from app.scene.raster import raster
from app.scene.scene import Scene
from benchmarks.bare_forward import COLS, entry
from benchmarks.client import Client, message
from benchmarks.result import Result, p95, ratio, seconds
from benchmarks.round_trip import ask
from benchmarks.server import serving

BATCH = 64
RUNS = 7
WANTED = 0.33
# A digit, 20 px wide, has 45 × 45 positions; a figure has fewer.
SWEPT = {"digits-max-fc-corner": "digit-7-2", "figure-everywhere": "face", "figure-nopool": "face"}


def measure() -> Iterator[Result]:
    """The map of each network, then the live channel during sweeps."""
    for name, object_ in SWEPT.items():
        yield whole_map(entry(name), object_)
    yield beside()


def whole_map(network: Entry, object_: str) -> Result:
    """All positions, 1 px apart; checks that both ways give the same numbers."""
    scene = Scene.model_validate({"objects": [{"object": object_, "row": 4, "col": 4}]})
    config = sensitivity.Config(scene=scene)
    answer = sensitivity.run(network, config)
    places = [(row, col) for row in answer.rows for col in answer.cols]
    score = straightforward(network, object_, places)[:, network.card.outputs.index(answer.output)]
    apart = float(np.abs(np.array(answer.score).ravel() - score).max())
    unit, times = [], []
    for _ in range(RUNS):
        unit.append(seconds(straightforward, network, object_, places))
        times.append(seconds(sensitivity.run, network, config))
    found = ratio(
        f"sensitivity map, all {len(places):,} positions, `{network.card.id}`",
        WANTED if object_.startswith("digit") else None,
        times,
        unit,
        f"batched loop of forward passes, {BATCH} at a time",
    )
    reference = f"{found.reference}; scores differ by {apart:.0e} at most"
    met = found.met and apart <= 1e-5
    return Result(found.what, found.wanted, found.median, found.p95, reference, met)


def straightforward(
    network: Entry, object_: str, places: list[tuple[int, int]]
) -> Float32[np.ndarray, "place output"]:
    """The scores at all positions; also computes the samples' logits, as a map does."""
    shape = network.card.input_shape
    pictures = (
        raster(
            Scene.model_validate({"objects": [{"object": object_, "row": row, "col": col}]}),
            shape,
        ).picture
        for row, col in places
    )
    scores = torch.cat(list(batched(network, pictures))).softmax(1).numpy()
    for kind in samples(network.card.outputs).values():
        fitting = (sample for sample in kind[:SAMPLES] if sample.fits(*shape[1:]))
        list(batched(network, (sample.picture(4, 4, shape) for sample in fitting)))
    return np.asarray(scores)


@torch.inference_mode()
def batched(
    network: Entry, pictures: Iterator[Float32[np.ndarray, "channel row col"]]
) -> Iterator[torch.Tensor]:
    """The logits, batch by batch."""
    while batch := [picture for _, picture in zip(range(BATCH), pictures, strict=False)]:
        x = torch.from_numpy(np.stack(batch)).contiguous(memory_format=torch.channels_last)
        yield network.network.stack(x)


def beside(name: str = "figure-everywhere", block: float = 3, blocks: int = 5) -> Result:
    """Round trips of one client, 60 per second, with and without another client's sweep."""
    alone: list[float] = []
    swept: list[float] = []
    with serving() as server:
        client = Client(server.port)
        for number in range(2 * blocks):
            found = swept if number % 2 else alone
            over = threading.Event()
            if number % 2:
                sweeper = threading.Thread(target=sweep, args=(server.port, name, over))
                sweeper.start()
                time.sleep(0.2)
            end = time.perf_counter() + block
            seq = 0
            while time.perf_counter() < end:
                seq += 1
                text = message(name, seq, seq % COLS)
                found.append(seconds(ask, client, text))
                time.sleep(1 / 60)
            if number % 2:
                over.set()
                sweeper.join()
    share = p95(swept) / p95(alone)
    return Result(
        "live frame of another user while a sweep runs, p95 over p95 without",
        "≤ 2 ×",
        f"{np.median(swept) / np.median(alone):.2f} × (of the medians)",
        f"{share:.2f} × ({p95(swept) * 1e3:.2f} ms)",
        f"p95 without: {p95(alone) * 1e3:.2f} ms",
        share <= 2,
    )


def sweep(port: int, model: str, over: threading.Event) -> None:
    """Requests one map after the other."""
    body = {"scene": {"objects": [{"object": "face", "row": 4, "col": 4}]}}
    path = f"http://127.0.0.1:{port}/api/models/{model}/sensitivity?format=ndjson"
    head = {"content-type": "application/json"}
    while not over.is_set():
        asked = urllib.request.Request(path, json.dumps(body).encode(), head)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            for _ in answer:
                if over.is_set():
                    break

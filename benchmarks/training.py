"""A training in a painted corner, beside PyTorch's plain loop, and live frames beside trainings."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from itertools import product

import numpy as np

from app.live_training.accuracy_map import accuracy_map
from app.live_training.config import TrainingConfig
from app.live_training.learner import Learner
from app.live_training.painted_task import PaintedTask, task_of
from app.live_training.run import MAP_SAMPLES, MAP_STEP
from app.training.measure import predictions
from app.training.task import Stream, generator
from benchmarks.flood import visit
from benchmarks.result import Result, duration, p95, ratio, seconds
from benchmarks.server import serving

CONFIG = TrainingConfig(region=((0, 0, 28, 28),))
ENOUGH = 0.9
"""Accuracy in the corner until which both loops go on."""
EVERY = 20
"""Steps between two looks at it, which do not count as time."""
ROUNDS = 9
"""Maps that are timed."""
BESIDE = 2
"""Trainings that run while a visitor drags."""


class Loop:
    """One of two loops with the same budget: what it took, and how far it is."""

    def __init__(self, task: PaintedTask, region: bool) -> None:
        self.learner = Learner(CONFIG, task)
        if not region:
            self.learner.forward = self.learner.stack
        self.times, self.accuracy = [0.0], 0.0

    @property
    def steps(self) -> int:
        """How many it has taken."""
        return self.learner.steps

    def look(self) -> None:
        """Measures the accuracy in the corner."""
        network, task = self.learner.network(), self.learner.task
        found = accuracy_map(network, task, CONFIG.seed, MAP_STEP, MAP_SAMPLES)
        self.accuracy = found.accuracy_inside

    @property
    def goes_on(self) -> bool:
        """Whether it has not read enough yet."""
        return self.accuracy < ENOUGH and self.steps < CONFIG.steps


def measure() -> Iterator[Result]:
    """The time until the corner is read, the rate of steps, the map, and the frames of others."""
    yield corner()
    yield accuracy_maps()
    yield beside()


def corner() -> Result:
    """Both loops by turns, a step each, until both read the corner."""
    task = task_of(CONFIG)
    plain, ours = Loop(task, region=False), Loop(task, region=True)
    while plain.goes_on or ours.goes_on:
        for loop in (plain, ours):
            if not loop.goes_on:
                continue
            loop.times.append(seconds(loop.learner.learn))
            if loop.steps % EVERY == 0:
                loop.look()
    took, reference = sum(ours.times), sum(plain.times)
    rate = ours.steps / took
    return Result(
        f"training in a corner until {ENOUGH:.2f} of the digits there are read",
        "≤ 0.8 ×",
        f"{took / reference:.2f} × ({duration(took)}, {ours.steps} steps, {rate:.0f} a s)",
        "",
        f"PyTorch's plain loop: {duration(reference)}, {plain.steps} steps",
        min(plain.accuracy, ours.accuracy) >= ENOUGH and took <= 0.8 * reference,
    )


def accuracy_maps() -> Result:
    """A map during a training, beside forward passes of the same pictures, which are ready."""
    task = task_of(CONFIG)
    learner = Learner(CONFIG, task)
    learner.learn()
    network = learner.network()
    found = accuracy_map(network, task, CONFIG.seed, MAP_STEP, MAP_SAMPLES)
    pictures = np.concatenate(
        [
            task.evaluation_batch(
                generator(CONFIG.seed, Stream.HELD_OUT, number, place),
                output,
                position,
                MAP_SAMPLES,
            )
            for number, output in enumerate(task.outputs)
            for place, position in enumerate(product(found.rows, found.cols))
        ]
    )
    ours, naive = [], []
    for _ in range(ROUNDS):
        naive.append(seconds(predictions, network, pictures))
        ours.append(seconds(accuracy_map, network, task, CONFIG.seed, MAP_STEP, MAP_SAMPLES))
    return ratio(
        f"map of all positions during a training, {len(pictures):,} pictures",
        None,
        ours,
        naive,
        "batched loop of forward passes, 64 at a time",
    )


def beside() -> Result:
    """Live frames of a visitor, alone and while two others train."""
    with serving(log_level="error", trainings=BESIDE) as server:
        alone, _ = visit(server.port)
        threads = [
            threading.Thread(target=train, args=(server.port,), daemon=True) for _ in range(BESIDE)
        ]
        for thread in threads:
            thread.start()
        # Both have begun their steps by then.
        time.sleep(12)
        frames, _ = visit(server.port)
    found, unit = p95(frames), p95(alone)
    return Result(
        f"p95 of a live frame while {BESIDE} others train",
        "≤ 2 ×",
        f"{found / unit:.2f} × ({duration(found)})",
        "",
        f"without: {duration(unit)}",
        found <= 2 * unit,
    )


def train(port: int) -> None:
    """Orders a long training and reads its lines until the server ends."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    config = CONFIG.model_copy(update={"steps": 5000}).model_dump_json()
    connection.request("POST", "/api/trainings", config, {"content-type": "application/json"})
    try:
        for line in connection.getresponse():
            if json.loads(line)["type"] == "error":
                return
    except (OSError, http.client.HTTPException, ValueError):
        return

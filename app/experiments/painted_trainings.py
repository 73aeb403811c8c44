"""Painted trainings: networks as the page's visitors train them, measured at every place.

They are trained by the code that serves visitors, with its defaults.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float64
from pydantic import Field

from app.experiments.experiment_record import Once
from app.live_training.black_canvas import BlackCanvas
from app.live_training.config import CANVAS, TrainingConfig
from app.live_training.painted_task import task_of
from app.live_training.place_map import held_out_logits, place_map, places_of
from app.live_training.region import Box
from app.live_training.run import FINAL_SAMPLES, MAP_SAMPLES, MAP_STEP
from app.live_training.run import run as events_of
from app.network.build import Network
from app.network.card import Card, Frozen, view
from app.network.library import Entry

Head = Literal["fc", "gmp", "gap"]
REGIONS: Mapping[str, tuple[Box, ...]] = {
    "corner": ((0, 0, 28, 28),),
    "left half": ((0, 0, CANVAS, CANVAS // 2),),
    "centre": ((16, 16, 48, 48),),
    "two corners": ((0, 0, 28, 28), (36, 36, CANVAS, CANVAS)),
    "everywhere": ((0, 0, CANVAS, CANVAS),),
}
"""Those that the page offers."""
CORNER, EVERYWHERE = "corner", "everywhere"
EXCHANGED = {CORNER: EVERYWHERE, EVERYWHERE: CORNER}
"""For FC networks of a region, where a second head is trained on their convolutions."""

PlaceTable = Float64[np.ndarray, "row col"]


class Config(Frozen):
    """Settings of the experiment.

    Args:
        heads: of the networks.
        seeds: of the trainings.
        steps: of each training, and of a second head's.
        batch: pictures a step.
        channels: slices of both convolutions.
    """

    heads: tuple[Head, ...] = ("fc", "gmp", "gap")
    seeds: tuple[int, ...] = (0, 1, 2)
    steps: int = Field(400, ge=10)
    batch: int = Field(64, ge=8)
    channels: tuple[int, int] = (8, 16)


@dataclass(frozen=True, eq=False)
class Measured:
    """What one training came to, by the place of the digit.

    Args:
        accuracy: the share of right answers, as in the last map that a visitor sees.
        response: the mean distance of the logits from those of the empty canvas.
    """

    accuracy: PlaceTable
    response: PlaceTable

    def inside(self, region: str) -> float:
        """The accuracy where a digit lies wholly in a region."""
        return float(self.accuracy[inside(region)].mean())

    def outside(self, region: str) -> float:
        """The accuracy elsewhere."""
        return float(self.accuracy[~inside(region)].mean())

    def heard(self, region: str) -> float:
        """The response outside of a region, over that inside."""
        return float(self.response[~inside(region)].mean() / self.response[inside(region)].mean())


def inside(region: str) -> Bool[np.ndarray, "row col"]:
    """At which places of a map a digit lies wholly in a region."""
    task = task_of(TrainingConfig(region=REGIONS[region]))
    rows, cols = places_of(task, MAP_STEP)
    (size,) = task.places
    found: np.ndarray = task.region.inside(*size)[np.ix_(rows, cols)]
    return found


def settings(config: Config, head: Head, region: str, seed: int) -> TrainingConfig:
    """What a visitor would choose."""
    return TrainingConfig(
        region=REGIONS[region],
        head=head,
        channels=config.channels,
        steps=config.steps,
        batch=config.batch,
        seed=seed,
    )


def trained(config: TrainingConfig, below: Entry | None = None) -> tuple[Entry, float]:
    """The network of a training, with its first and last map alone; and the processor time, s.

    Args:
        below: the network whose convolutions the config keeps.
    """
    kept: list[Entry] = []

    def keep(network: Network, card: Card) -> None:
        kept.append(Entry(view(card), network))

    begun = time.process_time()
    # With a clock that stands still, only the first and the last step are mapped.
    for _ in events_of(config, keep, find=lambda _: below, clock=lambda: 0.0):
        pass
    return kept[-1], time.process_time() - begun


def measured(network: Network, config: TrainingConfig, seconds: float) -> list[float]:
    """Accuracy and response at each place, then the seconds."""
    task, canvas = task_of(config), BlackCanvas(network)
    accuracy = place_map(network, task, config.seed, MAP_STEP, FINAL_SAMPLES).correct
    logits = held_out_logits(canvas, task, config.seed, MAP_STEP, MAP_SAMPLES)
    response = np.linalg.norm(logits - canvas.blank, axis=3).mean((0, 2))
    return [*accuracy.ravel().tolist(), *response.tolist(), seconds]


def work(config: Config, head: Head, region: str, seed: int) -> list[float]:
    """Trains a network, and a second head where one is wanted; what each of them comes to."""
    asked = settings(config, head, region, seed)
    first, seconds = trained(asked)
    found = measured(first.network, asked, seconds)
    if head == "fc" and region in EXCHANGED:
        other = settings(config, head, EXCHANGED[region], seed)
        other = other.model_copy(update={"convolutions": first.card.id})
        second, seconds = trained(other, first)
        found += measured(second.network, other, seconds)
    return found


class Trainings:
    """All trainings of a run, each done once."""

    def __init__(self, config: Config, once: Once) -> None:
        self.config, self._once = config, once
        self.seconds: list[float] = []

    def of(self, head: Head, region: str) -> tuple[list[Measured], list[Measured]]:
        """By seed, the networks with this head, and where there are any, those with a second."""
        pairs = []
        for seed in self.config.seeds:
            key = f"{head}/{region}/{seed}".replace(" ", "-")
            values = self._once(key, partial(work, self.config, head, region, seed))
            pairs.append([*self._read(np.array(values))])
        first, *second = zip(*pairs, strict=True)
        return list(first), [one for group in second for one in group]

    def _read(self, values: Float64[np.ndarray, "value"]) -> Iterator[Measured]:
        shape = inside(CORNER).shape
        for part in values.reshape(-1, 2 * prod(shape) + 1):
            accuracy, response = part[:-1].reshape(2, *shape)
            self.seconds.append(float(part[-1]))
            yield Measured(accuracy, response)

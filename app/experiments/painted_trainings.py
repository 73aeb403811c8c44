"""Painted trainings: networks as the page's visitors train them.

They are trained by the code that serves visitors, with its defaults.
"""

import time
from collections.abc import Iterator
from functools import partial
from math import prod
from typing import Literal

import numpy as np
from jaxtyping import Float64
from pydantic import Field

from app.experiments.experiment_record import Once
from app.experiments.place_measures import CORNER, EVERYWHERE, REGIONS, Measured, inside, measured
from app.live_training.config import TrainingConfig
from app.live_training.given import Given
from app.live_training.run import run as events_of
from app.live_training.snapshot import Snapshot
from app.network.card import Frozen, view
from app.network.library import Entry

Head = Literal["fc", "gmp", "gap"]
EXCHANGED = {CORNER: EVERYWHERE, EVERYWHERE: CORNER}
"""For FC networks of a region, where a second head is trained on their convolutions."""


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
    begun = time.process_time()
    # With a clock that stands still, only the first and the last step are mapped.
    events = events_of(config, Given(convolutions=below), clock=lambda: 0.0)
    *_, last = (event for event in events if isinstance(event, Snapshot))
    return Entry(view(last.card), last.network), time.process_time() - begun


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
        self.config = config
        self.seconds: list[float] = []
        wanted = [
            (head, region, seed)
            for head in config.heads
            for region in REGIONS
            for seed in config.seeds
        ]
        kept = once(
            {
                f"{head}/{region}/{seed}".replace(" ", "-"): partial(
                    work, config, head, region, seed
                )
                for head, region, seed in wanted
            }
        )
        self._kept = dict(zip(wanted, kept, strict=True))

    def of(self, head: Head, region: str) -> tuple[list[Measured], list[Measured]]:
        """By seed, the networks with this head, and where there are any, those with a second."""
        pairs = [
            [*self._read(np.array(self._kept[head, region, seed]))] for seed in self.config.seeds
        ]
        first, *second = zip(*pairs, strict=True)
        return list(first), [one for group in second for one in group]

    def _read(self, values: Float64[np.ndarray, "value"]) -> Iterator[Measured]:
        shape = inside(CORNER).shape
        for part in values.reshape(-1, 2 * prod(shape) + 1):
            accuracy, response = part[:-1].reshape(2, *shape)
            self.seconds.append(float(part[-1]))
            yield Measured(accuracy, response)

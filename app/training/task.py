"""The task: where a network's labelled pictures come from, in training and in measuring."""

from enum import IntEnum
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float32, Int64

Position = tuple[int, int]
"""Row and col of an object's top-left pixel, in px."""


class Stream(IntEnum):
    """What random numbers are drawn for; streams of one seed share no number."""

    TRAINING = 0
    HELD_OUT = 1
    RANGES = 2


def generator(seed: int, stream: Stream, *place: int) -> np.random.Generator:
    """The generator for one place of a stream, such as one step: the same for the same numbers.

    It depends on nothing drawn before, so that work can resume, or be shared out, anywhere.
    """
    return np.random.default_rng([seed, stream, *place])


@runtime_checkable
class Task(Protocol):
    """A source of labelled pictures, float32, 0..1."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """The labels' names, in order."""

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The pixels that objects may cover: top, left, bottom, right, half-open."""

    @property
    def positions(self) -> tuple[Position, ...]:
        """The grid on which accuracy is measured."""

    def batch(
        self, rng: np.random.Generator, size: int
    ) -> tuple[Float32[np.ndarray, "{size} channel row col"], Int64[np.ndarray, "{size}"]]:
        """Pictures and the indices of their labels, for training."""

    def probe(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} channel row col"]:
        """Pictures whose label is `output`, what makes it so lying at `position`."""

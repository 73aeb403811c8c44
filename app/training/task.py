"""The task: a source of labelled pictures, for training and for measuring."""

from enum import IntEnum
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float32, Int64

Position = tuple[int, int]
"""Row and col of an object's top-left pixel, in px."""


class Stream(IntEnum):
    """The purpose of random numbers; streams of one seed are independent of each other."""

    TRAINING = 0
    HELD_OUT = 1
    RANGES = 2


def generator(seed: int, stream: Stream, *place: int) -> np.random.Generator:
    """The generator for one place in a stream, such as one training step.

    It depends on the arguments alone, not on earlier draws, so work can resume at any step or be
    split between processes.
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
        """The grid of positions for measuring accuracy."""

    def batch(
        self, rng: np.random.Generator, size: int
    ) -> tuple[Float32[np.ndarray, "{size} channel row col"], Int64[np.ndarray, "{size}"]]:
        """Pictures and the indices of their labels, for training."""

    def evaluation_batch(
        self, rng: np.random.Generator, output: str, position: Position, samples: int
    ) -> Float32[np.ndarray, "{samples} channel row col"]:
        """Pictures whose label is `output`; the object that decides it lies at `position`."""

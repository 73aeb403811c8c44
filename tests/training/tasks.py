"""A task that a network learns in seconds: is the bright dot on the left or on the right?"""

from dataclasses import dataclass

import numpy as np

from app.network.spec import Spec
from app.training.recipe import Recipe

SPEC = Spec.model_validate(
    {
        "input_shape": [1, 8, 8],
        "layers": [
            {"kind": "conv", "name": "conv1", "channels": 2, "kernel": 3},
            {"kind": "relu", "name": "relu1"},
            {"kind": "maxpool", "name": "pool1"},
            {"kind": "fc", "name": "fc1", "units": 2},
        ],
        "outputs": ["left", "right"],
    }
)


@dataclass(frozen=True)
class Dots:
    outputs: tuple[str, ...] = ("left", "right")
    positions: tuple[tuple[int, int], ...] = ((0, 0), (5, 3))
    box: tuple[int, int, int, int] = (0, 0, 8, 8)

    def batch(self, rng, size):
        labels = rng.integers(2, size=size)
        return self._paint(rng.integers(8, size=size), labels * 4 + rng.integers(4, size=size)), (
            labels.astype(np.int64)
        )

    def evaluation_batch(self, rng, output, position, samples):
        col = self.outputs.index(output) * 4 + position[1]
        return self._paint(np.full(samples, position[0]), np.full(samples, col))

    def _paint(self, rows, cols):
        pictures = np.zeros((len(rows), 1, 8, 8), np.float32)
        pictures[np.arange(len(rows)), 0, rows, cols] = 1
        return pictures


DOTS = Recipe(
    name="dots",
    title="Dots",
    family="tests",
    summary="",
    spec=SPEC,
    task=Dots(),
    evaluation=Dots(),
    shown=Dots(),
    trained_on="dots",
    source="none",
    protocol="dots",
    steps=120,
    batch=32,
    peak=3e-2,
    seed=1,
    samples=4,
)

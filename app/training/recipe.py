"""The recipe: everything that determines a trained network, as data."""

from dataclasses import dataclass
from typing import Literal

from app.network.spec import Spec
from app.training.task import Task

Stored = Literal["float32", "float16", "float8"]


@dataclass(frozen=True)
class Recipe:
    """One network to train; the same recipe on the same machine gives the same weights.

    Args:
        name: identifier of the network and of its files.
        title, family, summary: as in the card.
        spec: the architecture.
        task: the source of the training pictures, with their region of the canvas.
        evaluation: the source of the pictures for measuring accuracy.
        shown: the source of the pictures for measuring the colour ranges.
        trained_on: `task` in words, for the card.
        source: the origin of the data, with its licence.
        protocol: what `evaluation` measures, in words, for the card.
        steps: optimiser steps, one batch each.
        batch: pictures per step.
        peak: the highest learning rate.
        decay: weight decay, decoupled (AdamW).
        seed: of the initial weights and of all random data.
        samples: pictures for each output and position when accuracy is measured.
        trained: the region in a word: `everywhere`, `corner` or `centre`.
        convolutions: the network in `models/` whose convolutions are reused unchanged, so that only
            the head is trained; None trains everything.
        bfloat16: whether training multiplies in bfloat16, about twice as fast on processors that
            support it; weights, sums and measurements stay float32.
        stored: the type to which weights are rounded. `float8` (e5m2) applies to matrices of a
            million weights or more, and float16 to smaller ones then; the file holds both as
            float16.
    """

    name: str
    title: str
    family: str
    summary: str
    spec: Spec
    task: Task
    evaluation: Task
    shown: Task
    trained_on: str
    source: str
    protocol: str
    steps: int
    batch: int = 128
    peak: float = 3e-3
    decay: float = 1e-2
    seed: int = 0
    samples: int = 200
    trained: str = "everywhere"
    convolutions: str | None = None
    bfloat16: bool = False
    stored: Stored = "float32"

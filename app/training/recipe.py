"""The recipe: everything that decides how a trained network comes out, as data."""

from dataclasses import dataclass
from typing import Literal

from app.network.spec import Spec
from app.training.task import Task

Stored = Literal["float32", "float16", "float8"]


@dataclass(frozen=True)
class Recipe:
    """One network to train; the same recipe on the same machine gives the same weights.

    Args:
        name: identifier of the network, and of its files.
        title, family, summary: as in the card.
        spec: the architecture.
        task: where training's pictures come from, with their region of the canvas.
        probes: where the pictures come from that accuracy is measured on.
        shown: where the pictures come from that the colour ranges are measured on.
        trained_on: `task` in words, for the card.
        source: where the data came from, with its licence.
        protocol: what `probes` measure, in words, for the card.
        steps: of the optimiser, one batch each.
        batch: pictures a step.
        peak: learning rate at its highest.
        decay: weight decay, decoupled (AdamW).
        seed: of the initial weights and of all that is drawn.
        samples: pictures for each output and position when accuracy is measured.
        trained: the region in a word, `everywhere`, `corner` or `centre`.
        convolutions: the network of `models/` whose convolutions are taken over and kept as they
            are, so that only the head is trained; None trains everything.
        bfloat16: whether training multiplies in bfloat16, about twice as quick where the processor
            has it; weights, sums and whatever is measured are float32 all the same.
        stored: how the weights are written. `float8` (e5m2) is for matrices of a million weights
            and more; what is smaller is float16 beside them.
    """

    name: str
    title: str
    family: str
    summary: str
    spec: Spec
    task: Task
    probes: Task
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

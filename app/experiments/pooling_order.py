"""Pooling order: which kinds of subsampling keep predictions steady under shifts of the picture.

The networks live on the torus, where shifts lose nothing: circular padding, cyclic shifts, a global
average before the head. This removes the border's effect. The kinds are trained separately, so they
differ in their weights, too. Sources: Zhang 2019, Making Convolutional Networks Shift-Invariant
Again (consistency); Azulay & Weiss 2019 (one-pixel changes); Chaman & Dokmanic 2021, Truly
Shift-Invariant Convolutional Neural Networks (adaptive polyphase sampling).
"""

from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from jaxtyping import Float64, Int64
from pydantic import Field

from app.experiments.bootstrap import Bootstrap
from app.experiments.experiment_record import (
    Agreement,
    Experiment,
    Once,
    Record,
    Row,
    afresh,
    compared,
    row,
)
from app.experiments.held_out_digits import Pictures, held_out, logits, placed
from app.experiments.trained import SEEDS, Trained, hashes, key
from app.network.build import Network
from app.network.card import Frozen

NAME = "pooling-order"
QUESTION = "How steady is the answer under cyclic shifts, for each kind of subsampling?"

ORDER = ("stride", "max", "avg", "blur", "aps", "none")
"""The kinds of subsampling, from the least steady to the exact ones."""

EXACT = ("aps", "none")
CHANCE = 0.1
PLACE = 22
STEP = 4
"""Step of the lattice after two stages of subsampling by two, in px."""


Labels = Int64[np.ndarray, "hand"]
PerHand = Float64[np.ndarray, "hand"]


class Config(Frozen):
    """Settings of the experiment.

    Args:
        samples_per_digit: held-out samples of each digit, 100 at most.
        seeds: of the trainings.
    """

    seeds: tuple[int, ...] = SEEDS
    samples_per_digit: int = Field(100, ge=1, le=100)


class Steadiness:
    """One network's steadiness over all cyclic shifts, exactly, for each held-out hand.

    Shifts by whole steps of the lattice change nothing here. So the shifts by less than a step (the
    phases) represent all others, each of them equally many.

    Args:
        answers: for each phase and hand, row by row of the phases.
        labels: the right answers.

    `consistency` is the share of pairs of shifts with the same prediction, `changed` the share of
    predictions that a diagonal step of 1 px changes, `accuracy` the share of correct ones. `kinds`
    is the number of different predictions.
    """

    def __init__(self, answers: Int64[np.ndarray, "phase hand"], labels: Labels) -> None:
        grid = answers.reshape(STEP, STEP, -1)
        beside = np.roll(grid, (-1, -1), (0, 1)).reshape(answers.shape)
        self.consistency: PerHand = (answers[:, None] == answers).mean((0, 1))
        self.changed: PerHand = (answers != beside).mean(0)
        self.accuracy: PerHand = (answers == labels).mean(0)
        self.kinds = len(np.unique(answers))


def predictions(network: Network, pictures: Pictures) -> Int64[np.ndarray, "phase hand"]:
    """The network's answers to the pictures at every phase."""
    return np.stack(
        [
            logits(network, np.roll(pictures, (down, right), (2, 3))).argmax(1)
            for down in range(STEP)
            for right in range(STEP)
        ]
    )


def _answers(network: Network, samples_per_digit: int) -> list[float]:
    """The network's answers to held-out digits at one place, at every phase."""
    digits, _ = held_out(samples_per_digit)
    return [float(answer) for answer in predictions(network, placed(digits, PLACE, PLACE)).ravel()]


def run(trained: Trained, config: Config, once: Once = afresh) -> Record:
    """Measures the six kinds; neighbours in the order must differ, and two kinds be exact."""
    _, labels = held_out(config.samples_per_digit)
    bootstrap = Bootstrap(config.samples_per_digit, len(config.seeds))
    entries = {kind: trained.find(f"digits-{kind}-gap", config.seeds) for kind in ORDER}

    def steadiness(kept: list[float]) -> Steadiness:
        return Steadiness(np.array(kept, np.int64).reshape(STEP * STEP, -1), labels)

    every = iter(
        once(
            {
                key(entry): partial(_answers, entry.network, config.samples_per_digit)
                for kind in ORDER
                for entry in entries[kind]
            }
        )
    )
    found = {kind: [steadiness(next(every)) for _ in entries[kind]] for kind in ORDER}
    consistency = {
        kind: bootstrap.mean(kind, np.array([one.consistency for one in each]))
        for kind, each in found.items()
    }
    rows: list[Row] = []
    for kind, each in found.items():
        rows += _steady(kind, each, bootstrap)
    pairs = [*pairwise(ORDER[: -len(EXACT) + 1]), ("max", "blur")]
    for less, more in pairs:
        gap = consistency[more] - consistency[less]
        rows.append(
            compared(
                f"consistency: {more} less {less}",
                [
                    float(a.consistency.mean() - b.consistency.mean())
                    for a, b in zip(found[more], found[less], strict=True)
                ],
                "reproduces the direction",
                mean=gap[0],
                interval=bootstrap.interval(gap),
                above=0.0,
            )
        )
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=config.seeds,
        **hashes(entries.values()),
        grid=f"all cyclic shifts, by their {STEP * STEP} phases, and all pairs of them",
        rows=tuple(rows),
        source="Zhang 2019 and Chaman & Dokmanic 2021 for the order",
        remarks=(
            "The networks were trained at one place alone, and for 3,000 steps, so their accuracy "
            "is modest, most of all without pooling: a global average over many cells learns "
            "slowly. Accuracy stands beside consistency because a network with a constant answer "
            "is perfectly consistent.",
            "How far the kinds lie apart depends on the kernels, the training and its seed, so a "
            "row asks for the order alone. Large kernels learn to blur by themselves.",
            "A difference by seed pairs networks of the same seed, which saw the same pictures in "
            "the same order.",
        ),
    )


def _steady(kind: str, each: list[Steadiness], bootstrap: Bootstrap) -> tuple[Row, Row, Row]:
    """The rows on one kind: consistency, changes by 1 px, accuracy."""
    tables = {
        "consistency": np.array([one.consistency for one in each]),
        "answers that 1 px changes": np.array([one.changed for one in each]),
        "accuracy": np.array([one.accuracy for one in each]),
    }
    draws = {words: bootstrap.mean(kind, table) for words, table in tables.items()}

    def bounded(words: str, agreement: Agreement, **bound: Any) -> Row:
        return compared(
            f"digits-{kind}-gap, {words}",
            tables[words].mean(1),
            agreement,
            mean=draws[words][0],
            interval=bootstrap.interval(draws[words]),
            **bound,
        )

    def exactly(words: str, value: float) -> Row:
        return row(
            f"digits-{kind}-gap, {words}",
            tables[words].mean(1).tolist(),
            "seeds",
            "theorem check",
            reference=value,
            bar=f"exactly {value:g} for each hand and seed",
            holds=bool((tables[words] == value).all()),
        )

    consistency, changes, accuracy = tables
    guessing = f"above {CHANCE:g}, guessing"
    control = bounded(accuracy, "control", above=CHANCE, bar=guessing, chance=CHANCE)
    if kind in EXACT:
        return exactly(consistency, 1.0), exactly(changes, 0.0), control
    return (
        bounded(consistency, "counterexample", below=1.0),
        bounded(changes, "counterexample", above=0.0),
        control,
    )


EXPERIMENT = Experiment(
    NAME,
    "Plain subsampling is the least steady, adaptive sampling exact; average and blur pooling are "
    "not told apart",
    QUESTION,
    Config(),
    run,
)

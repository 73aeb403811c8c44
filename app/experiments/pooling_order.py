"""Pooling order: which kinds of subsampling keep predictions steady under shifts of the picture.

The networks live on the torus, where shifts lose nothing: circular padding, cyclic shifts, a global
average before the head. This isolates the effect of the subsampling. Sources: Zhang 2019, Making
Convolutional Networks Shift-Invariant Again (consistency); Azulay & Weiss 2019 (one-pixel changes);
Chaman & Dokmanic 2021, Truly Shift-Invariant Convolutional Neural Networks (adaptive polyphase
sampling).
"""

import numpy as np
from pydantic import Field

from app.experiments.experiment_record import Experiment, Once, Record, Row, afresh, row, seeds
from app.experiments.held_out_digits import held_out, logits, placed
from app.network.build import Network
from app.network.card import Frozen
from app.network.library import Library

NAME = "pooling-order"
QUESTION = "How steady is the answer under cyclic shifts, for each kind of subsampling?"

ORDER = ("stride", "max", "avg", "blur", "aps", "none")
"""The kinds of subsampling, from the least steady to the exact ones."""

EXACT = ("aps", "none")
REFERENCES = {
    "stride": (0.22, 0.69),
    "max": (0.44, 0.37),
    "avg": (0.67, 0.24),
    "blur": (0.95, 0.06),
    "aps": (1.0, 0.0),
    "none": (1.0, 0.0),
}
"""Our own earlier measurements: consistency, and the share of predictions that 1 px changes."""

PLACE = 22
STEP = 4
"""Step of the lattice after two stages of subsampling by two, in px."""


class Config(Frozen):
    """Settings of the experiment.

    Args:
        samples_per_digit: held-out samples of each digit, 100 at most.
    """

    samples_per_digit: int = Field(50, ge=1, le=100)


class Steadiness:
    """One network's steadiness over all cyclic shifts, exactly; each list has one value per phase.

    Shifts by whole steps of the lattice change nothing here. So the shifts by less than a step (the
    phases) represent all others, each of them equally many.

    `consistency` is the share of other phases and samples with the same prediction as in this
    phase, `changed` the share of predictions that a diagonal step of 1 px changes, `accuracy` the
    share of correct ones. `answers` is the number of different predictions.
    """

    def __init__(self, network: Network, config: Config) -> None:
        digits, labels = held_out(config.samples_per_digit)
        pictures = placed(digits, PLACE, PLACE)
        answers = np.stack(
            [
                logits(network, np.roll(pictures, (down, right), (2, 3))).argmax(1)
                for down in range(STEP)
                for right in range(STEP)
            ]
        )
        grid = answers.reshape(STEP, STEP, -1)
        beside = np.roll(grid, (-1, -1), (0, 1)).reshape(answers.shape)
        self.consistency = [float((answers == one).mean()) for one in answers]
        self.changed = (answers != beside).mean(1).tolist()
        self.accuracy = (answers == labels).mean(1).tolist()
        self.answers = len(np.unique(answers))


def run(library: Library, config: Config, once: Once = afresh) -> Record:
    """Measures the six kinds; their order, one gap and the two exact ones must hold."""
    entries = {kind: library.find(f"digits-{kind}-gap") for kind in ORDER}
    found = {kind: Steadiness(entry.network, config) for kind, entry in entries.items()}
    mean = {kind: float(np.mean(one.consistency)) for kind, one in found.items()}
    rows: list[Row] = []
    for index, kind in enumerate(ORDER):
        steady = found[kind]
        name = f"digits-{kind}-gap"
        if kind in EXACT:
            bar, fits = "exactly 1", mean[kind] == 1.0
        else:
            after = ORDER[index + 1]
            bar, fits = f"below {after}", mean[kind] < mean[after]
        consistency, change = REFERENCES[kind]
        rows.append(
            row(
                f"{name}, consistency",
                steady.consistency,
                "phases",
                reference=consistency,
                bar=bar,
                holds=fits,
            )
        )
        rows.append(
            row(
                f"{name}, answers that 1 px changes",
                steady.changed,
                "phases",
                reference=change,
                bar="exactly 0" if kind in EXACT else "above 0",
                holds=(max(steady.changed) == 0) == (kind in EXACT),
            )
        )
        rows.append(
            row(
                f"{name}, accuracy",
                steady.accuracy,
                "phases",
                chance=0.1,
                bar=f"no constant answer; {steady.answers} of 10 were given",
                holds=steady.answers > 1,
            )
        )
    rows.append(
        row(
            "consistency of blur less that of max",
            [mean["blur"] - mean["max"]],
            "difference",
            reference=REFERENCES["blur"][0] - REFERENCES["max"][0],
            bar="at least .2",
            holds=lambda gap: gap >= 0.2,
        )
    )
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=seeds(entries.values()),
        networks={entry.card.id: entry.card.sha256 for entry in entries.values()},
        grid=f"all cyclic shifts, by their {STEP * STEP} phases, and all pairs of them",
        rows=tuple(rows),
        agreement="reproduces the direction",
        source=(
            "Zhang 2019 and Chaman & Dokmanic 2021 for the order; references are our own earlier "
            "measurements"
        ),
        remarks=(
            "The networks were trained at one place alone, and for 3,000 steps, so their accuracy "
            "is modest, most of all without pooling: a global average over many cells learns "
            "slowly. Accuracy stands beside consistency because a network with a constant answer "
            "is perfectly consistent.",
            "The distance between the kinds depends on the kernels and the training. With 5×5 "
            "kernels and 2,000 steps we measured .70 (stride), .84 (max), .98 (avg) and .98 "
            "(blur): a large kernel learns to blur by itself. A higher learning rate or more steps "
            "make all kinds steadier and bring them closer together; the order and the two exact "
            "kinds remain.",
            "One network of each kind, trained with one seed: the spread is over phases, and "
            "nothing else is drawn at random.",
        ),
    )


EXPERIMENT = Experiment(
    NAME, "Plain subsampling is the least steady, adaptive sampling exact", QUESTION, Config(), run
)

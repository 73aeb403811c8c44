"""Training region: whether pooling or training makes a network insensitive to shifts.

Kauderer-Abrams 2017, Quantifying Translation-Invariance in Convolutional Neural Networks, finds
that training at many positions matters most, and pooling second.
"""

import numpy as np
from pydantic import Field

from app.errors import NotMeasurable
from app.experiments.class_distance import class_distance
from app.experiments.experiment_record import Experiment, Once, Record, Row, afresh, row, seeds
from app.experiments.held_out_digits import held_out, logits, placed
from app.network.build import Network
from app.network.card import Frozen
from app.network.library import Library

NAME = "training-region"
QUESTION = "What makes an answer insensitive to shifts: pooling, or training at many places?"

POOLINGS = ("none", "max", "avg")
REFERENCES = {"none": (1.10, 0.44), "max": (1.00, 0.27), "avg": (1.21, 0.25)}
"""Our own earlier measurements, one seed: trained in the centre, trained everywhere."""


class Config(Frozen):
    """Settings of the experiment.

    Args:
        samples_per_digit: held-out samples of each digit, 100 at most.
        base: row and col of the digit before the shift, in px: its position in centre training.
        radius: length of the shifts, in px; shifts are whole px whose length rounds to it.
    """

    samples_per_digit: int = Field(100, ge=2, le=100)
    base: tuple[int, int] = (22, 22)
    radius: int = Field(4, ge=1, le=22)


def shifts(radius: int) -> list[tuple[int, int]]:
    """All whole-px vectors whose length rounds to `radius`."""
    reach = range(-radius - 1, radius + 2)
    return [
        (down, right) for down in reach for right in reach if round(np.hypot(down, right)) == radius
    ]


def sensitivities(network: Network, config: Config) -> list[float]:
    """The sensitivity at each shift of the radius (after Kauderer-Abrams 2017).

    It is the mean over samples of `||f(T_k x) - f(x)|| / unit`. f is the logits; `unit` is the
    median, over pairs of classes, of the distance between their mean logits at the base.

    Raises:
        NotMeasurable: the classes' mean logits are equal.
    """
    digits, labels = held_out(config.samples_per_digit)
    top, left = config.base
    at_base = logits(network, placed(digits, top, left))
    unit = class_distance([at_base[labels == label] for label in np.unique(labels)])
    if unit is None:
        raise NotMeasurable("expected a network that tells digits apart; got one that does not")
    return [
        float(
            np.linalg.norm(
                logits(network, placed(digits, top + k, left + m)) - at_base, axis=1
            ).mean()
            / unit
        )
        for k, m in shifts(config.radius)
    ]


def run(library: Library, config: Config, once: Once = afresh) -> Record:
    """Measures each pooling, trained in the centre only and everywhere."""
    entries = {
        f"digits-{pooling}-fc-{trained}": library.find(f"digits-{pooling}-fc-{trained}")
        for pooling in POOLINGS
        for trained in ("centre", "everywhere")
    }
    found = {name: sensitivities(entry.network, config) for name, entry in entries.items()}
    mean = {name: float(np.mean(values)) for name, values in found.items()}
    rows: list[Row] = []
    for pooling in POOLINGS:
        centre, everywhere = (f"digits-{pooling}-fc-{t}" for t in ("centre", "everywhere"))
        ratio = mean[centre] / mean[everywhere]
        for name, reference in zip((centre, everywhere), REFERENCES[pooling], strict=True):
            rows.append(
                row(
                    f"{name}, sensitivity at {config.radius} px",
                    found[name],
                    "shifts",
                    reference=reference,
                    bar=f"centre over everywhere at least 2; it is {ratio:.2f}",
                    holds=ratio >= 2,
                )
            )
    for trained in ("centre", "everywhere"):
        values = [mean[f"digits-{pooling}-fc-{trained}"] for pooling in POOLINGS]
        rows.append(
            row(
                f"largest over smallest of the poolings, trained {trained}",
                [max(values) / min(values)],
                "ratio",
                bar="at most 1.8",
                holds=lambda ratio: ratio <= 1.8,
            )
        )
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=seeds(entries.values()),
        networks={name: entry.card.sha256 for name, entry in entries.items()},
        grid=f"{len(shifts(config.radius))} shifts of {config.radius} px",
        rows=tuple(rows),
        agreement="reproduces the direction",
        source="Kauderer-Abrams 2017; references are our own earlier measurements with one seed",
        remarks=(
            "One network of each kind, trained with one seed: the spread is over shifts.",
            "A unit of 1 is the median distance between two classes' mean logits.",
        ),
    )


EXPERIMENT = Experiment(
    NAME, "Training at many places counts for more than pooling", QUESTION, Config(), run
)

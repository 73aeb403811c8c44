"""Training region: whether pooling or training makes a network insensitive to shifts.

Kauderer-Abrams 2017, Quantifying Translation-Invariance in Convolutional Neural Networks, finds
that training at many positions matters most. That pooling comes second is not tested here.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np
from jaxtyping import Float64
from pydantic import Field

from app.errors import NotMeasurable
from app.experiments.bootstrap import Bootstrap
from app.experiments.experiment_record import Experiment, Once, Record, afresh, compared
from app.experiments.held_out_digits import held_out, logits, placed
from app.experiments.trained import SEEDS, Trained, hashes, key
from app.network.build import Network
from app.network.card import Frozen
from app.network.library import Entry

NAME = "training-region"
QUESTION = "What makes an answer insensitive to shifts: pooling, or training at many places?"

POOLINGS = ("none", "max", "avg")
REGIONS = ("centre", "everywhere")


class Config(Frozen):
    """Settings of the experiment.

    Args:
        samples_per_digit: held-out samples of each digit, 100 at most.
        base: row and col of the digit before the shift, in px: its position in centre training.
        radius: length of the shifts, in px; shifts are whole px whose length rounds to it.
        seeds: of the trainings.
    """

    seeds: tuple[int, ...] = SEEDS
    samples_per_digit: int = Field(100, ge=2, le=100)
    base: tuple[int, int] = (22, 22)
    radius: int = Field(4, ge=1, le=22)


def shifts(radius: int) -> list[tuple[int, int]]:
    """All whole-px vectors whose length rounds to `radius`."""
    reach = range(-radius - 1, radius + 2)
    return [
        (down, right) for down in reach for right in reach if round(np.hypot(down, right)) == radius
    ]


class Moves:
    """What shifts of the radius do to the logits of one network, trained with several seeds.

    Args:
        entries: the network, one entry for each seed.
        moved: for each of them what `mean_moves` gives.

    `moved` has for each seed and hand the mean over shifts of `||f(T_k x) - f(x)||`, where f is the
    logits; `base` has the logits f(x).
    """

    def __init__(self, entries: Sequence[Entry], config: Config, moved: list[list[float]]) -> None:
        self.moved: Float64[np.ndarray, "seed hand"] = np.array(moved)
        self.base: Float64[np.ndarray, "seed hand output"] = np.array(
            [at_base(entry.network, config) for entry in entries]
        )

    def sensitivity(self, bootstrap: Bootstrap) -> Float64[np.ndarray, "draw seed"]:
        """The sensitivity of each seed (after Kauderer-Abrams 2017), in every draw.

        It is the mean over hands and shifts of `||f(T_k x) - f(x)|| / unit`; `unit` is the median,
        over pairs of classes, of the distance between their mean logits at the base.

        Raises:
            NotMeasurable: the classes' mean logits are equal.
        """
        hands = bootstrap.hands
        draws, classes, each = hands.shape
        first, second = np.triu_indices(classes, 1)
        units = np.empty((draws, len(self.base)))
        for seed, base in enumerate(self.base):
            by_class = base.reshape(classes, each, -1)
            # [class, draw, output]
            means = hands.transpose(1, 0, 2) @ by_class
            apart = np.linalg.norm(means[first] - means[second], axis=2)
            units[:, seed] = np.median(apart, 0)
        if not units.all():
            raise NotMeasurable("expected a network that tells digits apart; got one that does not")
        found: np.ndarray = bootstrap.over_hands(self.moved) / units
        return found


def at_base(network: Network, config: Config) -> Float64[np.ndarray, "hand output"]:
    """The logits of the held-out digits at the base."""
    digits, _ = held_out(config.samples_per_digit)
    return logits(network, placed(digits, *config.base)).astype(np.float64)


def mean_moves(network: Network, config: Config) -> list[float]:
    """For each hand, how far the logits move from those at the base, in the mean over shifts."""
    digits, _ = held_out(config.samples_per_digit)
    (top, left), base = config.base, at_base(network, config)
    sizes = [
        np.linalg.norm(logits(network, placed(digits, top + down, left + right)) - base, axis=1)
        for down, right in shifts(config.radius)
    ]
    means: list[float] = np.mean(sizes, 0).tolist()
    return means


def run(trained: Trained, config: Config, once: Once = afresh) -> Record:
    """Measures each pooling, trained in the centre only and everywhere."""
    names = [f"digits-{pooling}-fc-{region}" for pooling in POOLINGS for region in REGIONS]
    entries = {name: trained.find(name, config.seeds) for name in names}
    bootstrap = Bootstrap(config.samples_per_digit, len(config.seeds))
    every = iter(
        once(
            {
                key(entry): partial(mean_moves, entry.network, config)
                for found in entries.values()
                for entry in found
            }
        )
    )
    by_seed = {
        name: Moves(found, config, [next(every) for _ in found]).sensitivity(bootstrap)
        for name, found in entries.items()
    }
    mean = {name: bootstrap.over_seeds(name, values) for name, values in by_seed.items()}
    rows = [
        compared(
            f"{name}, sensitivity at {config.radius} px",
            by_seed[name][0],
            "control",
            mean=mean[name][0],
            interval=bootstrap.interval(mean[name]),
            above=0.0,
            bar="above 0: the shift is seen",
        )
        for name in names
    ]
    training, pooling = [], []
    for kind in POOLINGS:
        centre, everywhere = (f"digits-{kind}-fc-{region}" for region in REGIONS)
        ratio = mean[centre] / mean[everywhere]
        training.append(ratio)
        rows.append(
            compared(
                f"{kind}: trained in the centre, over trained everywhere",
                by_seed[centre][0] / by_seed[everywhere][0],
                "reproduces the direction",
                mean=ratio[0],
                interval=bootstrap.interval(ratio),
                above=1.0,
            )
        )
    for region in REGIONS:
        values = [mean[f"digits-{kind}-fc-{region}"] for kind in POOLINGS]
        pooling.append(np.max(values, 0) / np.min(values, 0))
    least, most = np.min(training, 0), np.max(pooling, 0)
    rows.append(
        compared(
            "the least effect of training over the largest of pooling",
            (),
            "reproduces the direction",
            mean=float((least / most)[0]),
            interval=bootstrap.interval(least / most),
            above=1.0,
            bar="above 1: training counts for more",
        )
    )
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=config.seeds,
        **hashes(entries.values()),
        grid=f"{len(shifts(config.radius))} shifts of {config.radius} px",
        rows=tuple(rows),
        source="Kauderer-Abrams 2017",
        remarks=(
            "All networks had the same steps, pictures per step, learning rate and weight decay. "
            "They differ in the pooling and the region of training, and pooling also makes the "
            "head smaller: without it, its first layer has 16 times as many weights.",
            "This was tested at one length of shifts, with three kinds of pooling, two of which "
            "subsample. The centre is a single place of training.",
            "A unit of 1 is the median distance between two classes' mean logits.",
            "The effect of training is a ratio, centre over everywhere, for one pooling. That of "
            "pooling is the largest over the smallest sensitivity of the poolings, for one region. "
            "The last row divides the least of the first kind by the largest of the second.",
            "An effect of pooling is a size without a sign: pooling can raise the sensitivity as "
            "well as lower it, as the first rows show.",
        ),
    )


EXPERIMENT = Experiment(
    NAME, "Training at many places counts for more than pooling", QUESTION, Config(), run
)

"""Corner training: what a network can do that was trained only in the top-left corner."""

import numpy as np
from pydantic import Field

from app.experiments import weight_change
from app.experiments.experiment_record import Experiment, Once, Record, Row, afresh, row, seeds
from app.experiments.held_out_digits import blank, held_out, logits, placed
from app.network.build import Network
from app.network.card import Frozen
from app.network.head_transplant import with_head_of
from app.network.library import Entry, Library

NAME = "corner-training"
QUESTION = (
    "Does a network trained in one corner see in the others? If not, which part went blind, the "
    "convolutions or the fully connected head, and is it silent or wrong?"
)

CHANCE = 0.1
FULLY_CONNECTED = ("digits-max-fc-corner", "digits-none-fc-corner", "digits-none-fc-corner-nobias")
BLIND_HEAD = "digits-everywhere-convolutions-corner-head"
BLIND_CONVOLUTIONS = "digits-corner-convolutions-everywhere-head"
CORNER, EVERYWHERE = "digits-max-fc-corner", "digits-max-fc-everywhere"
GLOBAL = {"digits-none-gmp-corner": "global maximum", "digits-none-gap": "global average, torus"}
EXACT, BIASED = "digits-none-fc-corner-nobias", "digits-none-fc-corner"

FAR = 36
"""First row or col of the other corners, in px; training's digits covered rows and cols 0 to 27."""


class Config(Frozen):
    """Settings of the experiment.

    Args:
        samples_per_digit: held-out samples of each digit, 100 at most.
        offsets: rows and cols of the positions in a corner, in px from the corner's first one.
        inner: rows and cols of the positions at which no cell sees both the digit and padding.
    """

    samples_per_digit: int = Field(100, ge=1, le=100)
    offsets: tuple[int, ...] = (0, 4, 8)
    inner: tuple[int, ...] = (4, 13, 22, 31, 40)


class Corners:
    """One network's accuracy and response in the four corners.

    `accuracy` and `response` are lists over corners, the trained one first. A response is the mean
    distance between the logits and those of the empty canvas.
    """

    def __init__(self, network: Network, config: Config) -> None:
        digits, labels = held_out(config.samples_per_digit)
        nothing = blank(network)
        self.accuracy: list[float] = []
        self.response: list[float] = []
        for top, left in ((0, 0), (0, FAR), (FAR, 0), (FAR, FAR)):
            answers = np.stack(
                [
                    logits(network, placed(digits, top + down, left + right))
                    for down in config.offsets
                    for right in config.offsets
                ]
            )
            self.accuracy.append(float((answers.argmax(2) == labels).mean()))
            self.response.append(float(np.linalg.norm(answers - nothing, axis=2).mean()))

    @property
    def ratio(self) -> list[float]:
        """The response in each other corner, divided by that in the trained one."""
        return [response / self.response[0] for response in self.response[1:]]


def run(library: Library, config: Config, once: Once = afresh) -> Record:
    """Measures the networks trained in the corner, and the head transplants."""
    names = (*FULLY_CONNECTED, BLIND_HEAD, BLIND_CONVOLUTIONS, *GLOBAL)
    entries = {name: library.find(name) for name in (*names, EVERYWHERE)}
    found = {name: Corners(entries[name].network, config) for name in names if name not in GLOBAL}
    rows: list[Row] = []
    for name in (*FULLY_CONNECTED, BLIND_HEAD):
        rows += _blind(name, found[name])
    rows.append(
        row(
            f"{BLIND_CONVOLUTIONS}, other corners",
            found[BLIND_CONVOLUTIONS].accuracy[1:],
            "corners",
            chance=CHANCE,
            bar="at least .80: the convolutions that never saw them are not blind",
            holds=lambda mean: mean >= 0.8,
        )
    )
    corner, everywhere = entries[CORNER].network, entries[EVERYWHERE].network
    borrowed = Corners(with_head_of(everywhere, corner), config).accuracy
    rows.append(_as_it_is(EVERYWHERE, CORNER, borrowed[:1], found[BLIND_HEAD].accuracy[:1]))
    borrowed = Corners(with_head_of(corner, everywhere), config).accuracy
    rows.append(_as_it_is(CORNER, EVERYWHERE, borrowed, found[BLIND_CONVOLUTIONS].accuracy))
    for name, words in GLOBAL.items():
        rows.append(_everywhere(entries[name], words, config))
    for name, reference, bar, fits in (
        (EXACT, 0.01, "at most .02: silent", lambda mean: mean <= 0.02),
        (BIASED, 0.33, "at least .2: wrong, not silent", lambda mean: mean >= 0.2),
    ):
        rows.append(
            row(
                f"{name}, response in the other corners over the trained one's",
                found[name].ratio,
                "corners",
                reference=reference,
                bar=bar,
                holds=fits,
            )
        )
    rows.append(_unchanged(entries[EXACT]))
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=seeds(entries.values()),
        networks={name: entry.card.sha256 for name, entry in entries.items()},
        grid=(
            f"{len(config.offsets) ** 2} positions in each corner; "
            f"{len(config.inner) ** 2} off the border for global heads"
        ),
        rows=tuple(rows),
        agreement="reproduces the direction",
        source="Da Rolt's conjecture; Biscione & Bowers 2021 report the same of plain networks",
        remarks=(
            "One network of each kind, trained with one seed: the spread is over places.",
            "A transplanted head is one of the same architecture, trained anew on the other "
            "network's frozen convolutions. The other network's own head, as it is, reads little "
            "there: a head fits only the layers that it was trained on.",
            "At the border, a global maximum can lose its strongest cell: there the accuracy "
            "differs by up to about .015, so those positions are left out.",
            "The references of the response are our own earlier measurements, .01 and .28 to .37. "
            "With biases it is far larger here. The direction is the same; we do not know "
            "which difference in training causes the size.",
            "The network is exactly insensitive only without biases and without weight decay. With "
            "them it responds elsewhere, and wrongly.",
        ),
    )


def _blind(name: str, found: Corners) -> tuple[Row, Row]:
    """Accuracy in the trained corner, and in the other corners."""
    return (
        row(
            f"{name}, where it was trained",
            found.accuracy[:1],
            "corner",
            chance=CHANCE,
            bar="at least .90",
            holds=lambda mean: mean >= 0.9,
        ),
        row(
            f"{name}, other corners",
            found.accuracy[1:],
            "corners",
            chance=CHANCE,
            bar="at most .20 in each",
            holds=max(found.accuracy[1:]) <= 0.2,
        ),
    )


def _as_it_is(name: str, donor: str, borrowed: list[float], anew: list[float]) -> Row:
    """Accuracy with another network's own head, where one trained anew in the same region reads."""
    return row(
        f"{name} with the head of {donor} as it is, where that head was trained",
        borrowed,
        "corners" if len(borrowed) > 1 else "corner",
        chance=CHANCE,
        bar="at least .40 below a head trained anew on these convolutions",
        holds=all(new - old >= 0.4 for old, new in zip(borrowed, anew, strict=True)),
    )


def _everywhere(entry: Entry, words: str, config: Config) -> Row:
    """Accuracy at positions off the border; with a global head it should not depend on them."""
    digits, labels = held_out(config.samples_per_digit)
    shares = [
        float((logits(entry.network, placed(digits, down, right)).argmax(1) == labels).mean())
        for down in config.inner
        for right in config.inner
    ]
    return row(
        f"{entry.card.id} ({words}), anywhere off the border",
        shares,
        "positions",
        chance=CHANCE,
        bar="the same within .005",
        holds=max(shares) - min(shares) <= 0.005,
    )


def _unchanged(entry: Entry) -> Row:
    """The share of the head's weights over the opposite corner that training left unchanged."""
    found = weight_change.run(entry, weight_change.Config())
    far = np.ix_(np.array(found.rows) >= FAR, np.array(found.cols) >= FAR)
    shares = np.array(found.unchanged)[far]
    return row(
        f"{entry.card.id}, weights over the opposite corner that training left unchanged",
        [float(shares.mean())],
        "network",
        bar="all of them, to the last bit",
        holds=bool((shares == 1).all()),
    )


EXPERIMENT = Experiment(
    NAME, "Trained in a corner, blind in the others: it is the head", QUESTION, Config(), run
)

"""Corner training: what a network can do that was trained only in the top-left corner."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from jaxtyping import Float
from pydantic import Field

from app.experiments import weight_change
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
from app.experiments.four_corners import CORNERS, FAR, Corners, corners
from app.experiments.held_out_digits import held_out, logits, placed
from app.experiments.trained import SEEDS, Trained, hashes, key
from app.network.build import Network
from app.network.card import Frozen
from app.network.head_transplant import with_head_of
from app.network.library import Entry

NAME = "corner-training"
QUESTION = (
    "Does a network trained in one corner see in the others? If not, which part went blind, the "
    "convolutions or the fully connected head, and is it silent or wrong?"
)

CHANCE = 0.1
READS = 0.9
"""Accuracy from which a network reads digits: nine of ten."""

BLIND = 0.2
"""Accuracy below which it does not: twice that of guessing."""

SILENT = 0.1
"""Response, as a share of the trained corner's, below which a network is silent: a tenth."""

FULLY_CONNECTED = ("digits-max-fc-corner", "digits-none-fc-corner", "digits-none-fc-corner-nobias")
BLIND_HEAD = "digits-everywhere-convolutions-corner-head"
BLIND_CONVOLUTIONS = "digits-corner-convolutions-everywhere-head"
CORNER, EVERYWHERE = "digits-max-fc-corner", "digits-max-fc-everywhere"
GLOBAL = {"digits-none-gmp-corner": "global maximum", "digits-none-gap": "global average, torus"}
EXACT, BIASED = "digits-none-fc-corner-nobias", "digits-none-fc-corner"

LARGE, SMALL = 0.5, 0.1
"""Effects on accuracy: of the head, above which it decides; of convolutions, below which few."""

CLEAR = 0.3
"""Accuracy by which a head trained anew must exceed one as it is."""

READ = {"above": READS, "bar": f"above {READS:g}: it reads", "chance": CHANCE}
UNREAD = {"below": BLIND, "bar": f"below {BLIND:g}: it is blind", "chance": CHANCE}
GUESS = {"above": CHANCE, "bar": f"above {CHANCE:g}, guessing", "chance": CHANCE}

ROUNDING = 0.001
"""Accuracy that rounding may change: one answer of a thousand."""

BySeed = Float[np.ndarray, "draw seed"]
PerHand = Float[np.ndarray, "seed hand"]


class Config(Frozen):
    """Settings of the experiment.

    Args:
        seeds: of the trainings.
        samples_per_digit: held-out samples of each digit, 100 at most.
        offsets: rows and cols of the positions in a corner, in px from the corner's first one.
        inner: rows and cols of the positions at which no cell sees both the digit and padding.
    """

    seeds: tuple[int, ...] = SEEDS
    samples_per_digit: int = Field(100, ge=1, le=100)
    offsets: tuple[int, ...] = (0, 4, 8)
    inner: tuple[int, ...] = (8, 15, 22, 29, 36)


def run(trained: Trained, config: Config, once: Once = afresh) -> Record:
    """Measures the networks trained in the corner, and the head transplants."""
    names = (*FULLY_CONNECTED, BLIND_HEAD, BLIND_CONVOLUTIONS, *GLOBAL, EVERYWHERE)
    entries = {name: trained.find(name, config.seeds) for name in names}
    bootstrap = Bootstrap(config.samples_per_digit, len(config.seeds))

    swapped = (
        (EVERYWHERE, CORNER, BLIND_HEAD, 1),
        (CORNER, EVERYWHERE, BLIND_CONVOLUTIONS, len(CORNERS)),
    )
    groups = {
        name: {key(each): each.network for each in entries[name]}
        for name in names
        if name not in GLOBAL
    }
    for name, donor, _, _ in swapped:
        groups[_with_head(name, donor)] = _exchanged(entries[name], entries[donor])
    found = corners(groups, config.samples_per_digit, config.offsets, once)
    rows: list[Row] = []
    for name in FULLY_CONNECTED:
        rows += _blind(name, found[name], "reproduces the direction", bootstrap)
    rows += _blind(BLIND_HEAD, found[BLIND_HEAD], "our finding", bootstrap)
    rows += _parts(found, bootstrap)
    for name, donor, anew, places in swapped:
        borrowed = found[_with_head(name, donor)].accuracy[:places].mean(0)
        trained_anew = found[anew].accuracy[:places].mean(0)
        rows += _as_it_is(name, donor, borrowed, trained_anew, bootstrap)
    for name, words in GLOBAL.items():
        rows.append(_everywhere(entries[name], words, config, once))
    rows += _responses(found, bootstrap)
    rows.append(_unchanged(entries[EXACT]))
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=config.seeds,
        **hashes(entries.values()),
        grid=(
            f"{len(config.offsets) ** 2} positions in each corner; "
            f"{len(config.inner) ** 2} off the border for global heads"
        ),
        rows=tuple(rows),
        source="Da Rolt's conjecture; Biscione & Bowers 2021 report the same of plain networks",
        remarks=(
            "The bounds are round: nine of ten for reading, twice chance for blind, a tenth of the "
            "trained corner's response for silent. Those of the effects of head and convolutions, "
            "and of a head trained anew less one as it is, were set when all results were known.",
            "A transplanted head is one of the same architecture, trained anew on the other "
            "network's frozen convolutions. It had as many steps as a whole network, after those "
            "of its convolutions. The other network's own head, as it is, reads less there; no row "
            "says why.",
            "The effect of the head is the accuracy in the other corners with a head from "
            "everywhere less that with one from the corner, as the mean over both convolutions. "
            "That of the convolutions is the same the other way round. Both are of the networks "
            "with max pooling.",
            "The best other corner is chosen anew for each seed, which can only help the network.",
            "A global maximum or average of convolutions does not depend on the position off the "
            "border. Only rounding can decide between two outputs that are almost equal.",
            "Without biases and without weight decay, the weights over the opposite corner stay "
            "exactly as initialised, not zero. So the network still responds there, a little. With "
            "biases it responds much, and wrongly.",
        ),
    )


def _blind(
    name: str, found: Corners, agreement: Agreement, bootstrap: Bootstrap
) -> tuple[Row, Row]:
    """Accuracy in the trained corner, and in each seed's best of the other corners."""
    home, *others = [bootstrap.over_hands(table) for table in found.accuracy]
    best = np.max(others, 0)
    return (
        _mean(f"{name}, where it was trained", {name: home}, agreement, bootstrap, **READ),
        _mean(f"{name}, best other corner", {name: best}, agreement, bootstrap, **UNREAD),
    )


def _mean(
    words: str,
    parts: Mapping[str, BySeed],
    agreement: Agreement,
    bootstrap: Bootstrap,
    **bound: Any,
) -> Row:
    """A row on the mean over seeds of a sum, with its bound.

    Args:
        parts: the summands, by the network whose seeds are resampled.
    """
    mean = np.sum([bootstrap.over_seeds(name, part) for name, part in parts.items()], 0)
    return compared(
        words,
        np.sum([part[0] for part in parts.values()], 0),
        agreement,
        mean=mean[0],
        interval=bootstrap.interval(mean),
        **bound,
    )


def _with_head(name: str, donor: str) -> str:
    """What a network with another's head is called."""
    return f"{name} with the head of {donor}"


def _exchanged(entries: Sequence[Entry], donors: Sequence[Entry]) -> dict[str, Network]:
    """Each network with the head of the donor of its seed, by a key for both."""
    return {
        f"{key(entry)} with the head of {key(donor)}": with_head_of(entry.network, donor.network)
        for entry, donor in zip(entries, donors, strict=True)
    }


def _as_it_is(
    name: str, donor: str, borrowed: PerHand, trained_anew: PerHand, bootstrap: Bootstrap
) -> tuple[Row, Row]:
    """Accuracy with another network's own head, where that head was trained, and what it lacks."""
    words = _with_head(name, donor)
    as_it_is = bootstrap.over_hands(borrowed)
    lacks = bootstrap.over_hands(trained_anew) - as_it_is
    return (
        _mean(
            f"{words} as it is, where that head was trained",
            {name: as_it_is},
            "control",
            bootstrap,
            **GUESS,
        ),
        _mean(
            f"{words}, trained anew less as it is",
            {name: lacks},
            "our finding",
            bootstrap,
            above=CLEAR,
            bar=f"above {CLEAR:g}: as it is, it falls short",
        ),
    )


def _parts(found: Mapping[str, Corners], bootstrap: Bootstrap) -> Iterator[Row]:
    """Accuracy in the other corners, of both convolutions with both heads, and the effects."""

    def elsewhere(name: str) -> BySeed:
        return bootstrap.over_hands(found[name].accuracy[1:].mean(0))

    # A head is trained on convolutions of its seed: networks with the same ones are drawn together.
    seeing = {EVERYWHERE: elsewhere(EVERYWHERE), CORNER: elsewhere(BLIND_CONVOLUTIONS)}
    blind = {EVERYWHERE: elsewhere(BLIND_HEAD), CORNER: elsewhere(CORNER)}
    for name, origin in ((EVERYWHERE, EVERYWHERE), (BLIND_CONVOLUTIONS, CORNER)):
        agreement: Agreement = "control" if name == origin else "our finding"
        parts = {origin: seeing[origin]}
        yield _mean(f"{name}, other corners", parts, agreement, bootstrap, **READ)
    yield _mean(
        "effect of the head on accuracy in the other corners",
        {origin: (seeing[origin] - blind[origin]) / 2 for origin in seeing},
        "our finding",
        bootstrap,
        above=LARGE,
        bar=f"above {LARGE:g}: the head decides",
    )
    sign = {EVERYWHERE: 1, CORNER: -1}
    yield _mean(
        "effect of the convolutions on accuracy in the other corners",
        {origin: sign[origin] * (seeing[origin] + blind[origin]) / 2 for origin in seeing},
        "our finding",
        bootstrap,
        below=SMALL,
        bar=f"below {SMALL:g}: convolutions from everywhere hardly help",
    )


def _everywhere(entries: Sequence[Entry], words: str, config: Config, once: Once) -> Row:
    """How much accuracy differs between positions off the border; a global head must not."""
    kept = once({f"inner/{key(entry)}": partial(_inner, entry, config) for entry in entries})
    gaps = [max(shares) - min(shares) for shares in kept]
    return row(
        f"{entries[0].card.id} ({words}), largest difference between places off the border",
        gaps,
        "seeds",
        "theorem check",
        reference=0.0,
        bar=f"at most {ROUNDING:g} with each seed: rounding",
        holds=max(gaps) <= ROUNDING,
    )


def _inner(entry: Entry, config: Config) -> list[float]:
    """Accuracy at each position off the border."""
    digits, labels = held_out(config.samples_per_digit)
    return [
        float((logits(entry.network, placed(digits, down, right)).argmax(1) == labels).mean())
        for down in config.inner
        for right in config.inner
    ]


def _responses(found: Mapping[str, Corners], bootstrap: Bootstrap) -> Iterator[Row]:
    """The response in the other corners over the trained one's, without and with biases."""
    silent = {"below": SILENT, "bar": f"below {SILENT:g}: silent"}
    heard = {"above": SILENT, "bar": f"above {SILENT:g}: not silent"}
    for name, bound in ((EXACT, silent), (BIASED, heard)):
        home, *others = [bootstrap.over_hands(table) for table in found[name].response]
        words = f"{name}, response in the other corners over the trained one's"
        yield _mean(words, {name: np.mean(others, 0) / home}, "our finding", bootstrap, **bound)


def _unchanged(entries: Sequence[Entry]) -> Row:
    """The share of the head's weights over the opposite corner that training left unchanged."""
    shares = []
    for entry in entries:
        found = weight_change.run(entry, weight_change.Config())
        far = np.ix_(np.array(found.rows) >= FAR, np.array(found.cols) >= FAR)
        shares.append(float(np.array(found.unchanged)[far].mean()))
    return row(
        f"{entries[0].card.id}, weights over the opposite corner that training left unchanged",
        shares,
        "seeds",
        "theorem check",
        reference=1.0,
        bar="all of them, to the last bit, with each seed",
        holds=min(shares) == 1,
    )


EXPERIMENT = Experiment(
    NAME, "Trained in a corner, blind in the others: it is the head", QUESTION, Config(), run
)

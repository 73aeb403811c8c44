"""Consistency: how often a network's answer survives a shift, with its accuracy beside it.

Consistency is the share of pairs of shifted copies with the same answer (Zhang 2019, Making
Convolutional Networks Shift-Invariant Again); instability the share of answers that a diagonal
shift by 1 px changes (Azulay & Weiss 2019, Why do deep convolutional networks generalize so poorly
to small image transformations?).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from jaxtyping import Float32
from pydantic import ConfigDict, Field, JsonValue

from app.errors import NotMeasurable
from app.experiments.chunk_size import pictures_per_chunk
from app.experiments.record import Measure, Steps
from app.experiments.result import Result
from app.experiments.samples import Sample, lone
from app.experiments.shift import Protocol, shifted
from app.network.card import Frozen
from app.network.library import Entry
from app.network.trace import logits_of, softmax

QUESTION = "How often does a network give the same answer to two shifted copies of a picture?"

GROUPS = 8
"""Groups of pairs over which the spread is taken."""

EXAMPLE: dict[str, JsonValue] = {"protocol": "cyclic", "radius": 8, "pairs": 16, "seed": 0}


class ConsistencyConfig(Frozen):
    """How pictures are shifted, how far at most along each axis (px), and how many pairs."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    protocol: Protocol = "canvas"
    radius: Annotated[int, Field(ge=1, le=32, strict=True)] = 8
    pairs: Annotated[int, Field(ge=1, le=512, strict=True)] = 128
    seed: Annotated[int, Field(ge=0, lt=1 << 32, strict=True)] = 0


class Share(Frozen):
    """A share of the pairs, and its standard deviation over groups of pairs; null of one group."""

    mean: float
    spread: float | None


class Change(Frozen):
    """A mean over all pairs."""

    mean: float


class ConsistencyResult(Result):
    """How much of the answer survives.

    Args:
        samples: different things that were shown.
        groups: of pairs, over which each spread is taken.
        consistency: pairs of shifted copies with the same answer.
        instability: pairs of a copy and the same 1 px further down and right, with another answer.
        change: of the probability of the first copy's answer, by that 1 px; its magnitude.
        accuracy: share of right answers to the shifted copies.
        constant: whether every answer was the same: then the rest says nothing.
    """

    protocol: Protocol
    radius: int
    pairs: int
    seed: int
    samples: int
    groups: int
    consistency: Share
    instability: Share
    change: Change
    accuracy: float
    chance: float
    constant: bool


Config = ConsistencyConfig


@dataclass(frozen=True, eq=False)
class Pair:
    """One thing, the output that is right, and two places (row and col of its corner, px)."""

    sample: Sample
    output: int
    first: tuple[int, int]
    second: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Seen:
    """The logits of a pair: at both places, and 1 px down and right of the first."""

    first: Float32[np.ndarray, "output"]
    second: Float32[np.ndarray, "output"]
    beside: Float32[np.ndarray, "output"]


def run(entry: Entry, config: Config) -> ConsistencyResult:
    """All pairs; raises as `plan`."""
    *_, last = steps(entry, config, plan(entry, config))
    if last is None:
        raise ValueError("expected an answer at the end")
    return last


def plan(entry: Entry, config: Config) -> list[Pair]:
    """The pairs, drawn from the seed: classes take turns, samples of each in random order.

    Both places are drawn evenly within `radius` of the middle of the canvas along each axis; on the
    canvas, as far as the thing lies wholly on it there and 1 px further.

    Raises:
        NotMeasurable: there are no held-out samples for the network's outputs, or no room.
    """
    kinds = lone(entry.card.outputs)
    if not kinds:
        raise NotMeasurable(
            "expected a network for digits or figures, for which there are held-out samples; got "
            f"outputs {', '.join(entry.card.outputs)}"[:200]
        )
    rng = np.random.default_rng(config.seed)
    orders = {name: rng.permutation(len(kind)).tolist() for name, kind in kinds.items()}
    pairs = []
    for number in range(config.pairs):
        turn, place = divmod(number, len(kinds))
        name = tuple(kinds)[place]
        sample = kinds[name][orders[name][turn % len(kinds[name])]]
        low, high = np.transpose(_bounds(entry, config, sample))
        first, second = rng.integers(low, high + 1, (2, 2)).tolist()
        output = entry.card.outputs.index(name)
        pairs.append(Pair(sample, output, (first[0], first[1]), (second[0], second[1])))
    return pairs


def _bounds(entry: Entry, config: Config, sample: Sample) -> list[tuple[int, int]]:
    """Along each axis, the first and the last place that may be drawn."""
    found = []
    for middle, room in zip(*_middle(entry, sample), strict=True):
        low, high = middle - config.radius, middle + config.radius
        if config.protocol == "canvas":
            low, high = max(low, 0), min(high, room - 1)
        if room < 1:
            raise NotMeasurable("expected a canvas with room to move; got a smaller one")
        found.append((low, high))
    return found


def _middle(entry: Entry, sample: Sample) -> tuple[tuple[int, int], tuple[int, int]]:
    """The place at which a thing is in the middle, and the last at which it is on the canvas."""
    _, height, width = entry.card.input_shape
    rows, cols = height - sample.height, width - sample.width
    return (rows // 2, cols // 2), (rows, cols)


def steps(entry: Entry, config: Config, pairs: list[Pair]) -> Iterator[ConsistencyResult | None]:
    """None after each part of the work, the answer at the end."""
    # Each pair is three pictures.
    chunk = max(1, pictures_per_chunk(entry.network) // 3)
    seen = []
    for number, pair in enumerate(pairs, 1):
        first, second = pair.first, pair.second
        places = (first, second, (first[0] + 1, first[1] + 1))
        seen.append(Seen(*(_look(entry, config, pair.sample, *place) for place in places)))
        if number % chunk == 0:
            yield None
    yield _answer(entry, config, pairs, seen)


def _look(
    entry: Entry, config: Config, sample: Sample, row: int, col: int
) -> Float32[np.ndarray, "output"]:
    """What the network answers to a thing at (row, col)."""
    if config.protocol == "canvas":
        return logits_of(entry.network, sample.picture(row, col, entry.card.input_shape))
    middle, _ = _middle(entry, sample)
    picture = sample.picture(*middle, entry.card.input_shape)
    return logits_of(
        entry.network, shifted(picture, row - middle[0], col - middle[1], config.protocol)
    )


def _answer(entry: Entry, config: Config, pairs: list[Pair], seen: list[Seen]) -> ConsistencyResult:
    """The measures, from all that was seen."""
    first, second, beside = (
        np.array([getattr(found, name).argmax() for found in seen])
        for name in ("first", "second", "beside")
    )
    right = np.array([pair.output for pair in pairs])
    groups = min(GROUPS, len(pairs))
    return ConsistencyResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        **config.model_dump(),
        samples=len({id(pair.sample) for pair in pairs}),
        groups=groups,
        consistency=_share(first == second, groups),
        instability=_share(first != beside, groups),
        change=Change(mean=float(np.mean([_change(found) for found in seen]))),
        accuracy=float(np.mean([first == right, second == right])),
        chance=entry.card.metrics.chance,
        constant=len({*first.tolist(), *second.tolist(), *beside.tolist()}) == 1,
    )


def _share(true: np.ndarray, groups: int) -> Share:
    """The share of what is true, and its deviation over groups of neighbours of like size."""
    shares = [float(group.mean()) for group in np.array_split(true, groups)]
    spread = float(np.std(shares, ddof=1)) if groups > 1 else None
    return Share(mean=float(true.mean()), spread=spread)


def _change(seen: Seen) -> float:
    """`|p(x') - p(x)|` of the class that is strongest in x, x' being 1 px further."""
    strongest = int(seen.first.argmax())
    return abs(float(softmax(seen.beside)[strongest]) - float(softmax(seen.first)[strongest]))


def _begin(entry: Entry, config: Config, _limit: int) -> Iterator[ConsistencyResult | None]:
    """The pairs, part by part; raises as `plan`."""
    return steps(entry, config, plan(entry, config))


def _last(lines: list[ConsistencyResult]) -> ConsistencyResult:
    """The one line that there is."""
    return lines[-1]


MEASURE = Measure(
    name="consistency",
    title="Does the answer survive a shift?",
    question=QUESTION,
    note=(
        "Agreement of pairs of shifted copies of held-out samples, with accuracy beside it.\n\n"
        "A network that always gives the same answer is perfectly consistent: `constant` says so. "
        "A client that leaves ends the work."
    ),
    config=ConsistencyConfig,
    result=ConsistencyResult,
    run=run,
    steps=Steps(_begin, _last),
)

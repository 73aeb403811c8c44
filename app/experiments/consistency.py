"""Consistency: how often a network's prediction survives a shift, and its accuracy.

Consistency is the share of pairs of shifted copies with the same prediction (Zhang 2019, Making
Convolutional Networks Shift-Invariant Again). Instability is the share of predictions that a
diagonal shift by 1 px changes (Azulay & Weiss 2019, Why do deep convolutional networks generalize
so poorly to small image transformations?).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import numpy as np
from jaxtyping import Float32
from pydantic import ConfigDict, Field, JsonValue

from app.engine.division import Division
from app.errors import NotMeasurable
from app.experiments.chunk_size import pictures_per_chunk
from app.experiments.experiment_record import Measure, Steps
from app.experiments.result import Result
from app.experiments.samples import Sample, lone
from app.network.card import Frozen
from app.network.library import Entry
from app.network.shift import Protocol, shifted
from app.network.trace import logits_of, scores

QUESTION = "How often does a network predict the same for two shifted copies of a picture?"

GROUPS = 8
"""Number of groups of pairs; the spread is the deviation between them."""

EXAMPLE: dict[str, JsonValue] = {"protocol": "cyclic", "radius": 8, "pairs": 16, "seed": 0}


class ConsistencyConfig(Frozen):
    """The kind of shift, the largest shift along each axis in px, and the number of pairs."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    protocol: Protocol = "canvas"
    radius: Annotated[int, Field(ge=1, le=32, strict=True)] = 8
    pairs: Annotated[int, Field(ge=1, le=512, strict=True)] = 128
    seed: Annotated[int, Field(ge=0, lt=1 << 32, strict=True)] = 0


class Share(Frozen):
    """A share of the pairs, and its standard deviation over groups of pairs; null for one group."""

    mean: float
    spread: float | None


class Change(Frozen):
    """A mean over all pairs."""

    mean: float


class ConsistencyResult(Result):
    """How often predictions survive a shift.

    Args:
        samples: number of different samples.
        groups: number of groups of pairs for the spreads.
        consistency: share of pairs of shifted copies with the same prediction.
        instability: share of copies whose prediction changes 1 px further down and right.
        change: mean magnitude by which that 1 px changes the probability of the first prediction.
        accuracy: share of correct predictions for the shifted copies.
        constant: whether all predictions were the same, which makes the other numbers meaningless.
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
    """A sample, its correct output, and two positions (row and col of its corner, in px)."""

    sample: Sample
    output: int
    first: tuple[int, int]
    second: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Seen:
    """The logits of a pair: at both positions, and 1 px down and right of the first."""

    first: Float32[np.ndarray, "output"]
    second: Float32[np.ndarray, "output"]
    beside: Float32[np.ndarray, "output"]


def run(entry: Entry, config: Config) -> ConsistencyResult:
    """Measures all pairs; raises what `plan` does."""
    return _last(list(divided(entry, config).computed()))


def plan(entry: Entry, config: Config) -> list[Pair]:
    """The pairs, drawn from the seed: classes take turns, their samples come in random order.

    Both positions are uniform within `radius` of the middle of the canvas along each axis. With the
    `canvas` protocol the sample lies wholly on the canvas, also 1 px further down and right.

    Raises:
        NotMeasurable: the network's outputs have no held-out samples, or the canvas is too small.
    """
    kinds = lone(entry.card.labels)
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
    """Along each axis, the first and the last position that may be drawn."""
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
    """The position of a centred sample, and its last position on the canvas."""
    _, height, width = entry.card.input_shape
    rows, cols = height - sample.height, width - sample.width
    return (rows // 2, cols // 2), (rows, cols)


def divided(entry: Entry, config: Config) -> Division[ConsistencyResult]:
    """The pairs in parts: the logits of some pairs each; raises what `plan` does."""
    pairs = plan(entry, config)
    # Each pair takes three pictures.
    count = max(1, pictures_per_chunk(entry.network) // 3)

    def part(number: int) -> Iterator[Float32[np.ndarray, "pair 3 output"]]:
        some = pairs[number * count : (number + 1) * count]
        yield np.array([_see(entry, config, pair) for pair in some])

    return Division(-(-len(pairs) // count), part, partial(lines, entry, config, pairs))


def lines(
    entry: Entry,
    config: Config,
    pairs: list[Pair],
    parts: Iterator[Float32[np.ndarray, "pair 3 output"] | None],
) -> Iterator[ConsistencyResult | None]:
    """Yields None after each part, and the result at the end."""
    seen = []
    for part in parts:
        if part is not None:
            seen += [Seen(*logits) for logits in part]
        yield None
    yield _answer(entry, config, pairs, seen)


def _see(entry: Entry, config: Config, pair: Pair) -> list[Float32[np.ndarray, "output"]]:
    """The logits of a pair, in the order of `Seen`."""
    first, second = pair.first, pair.second
    places = (first, second, (first[0] + 1, first[1] + 1))
    return [_look(entry, config, pair.sample, *place) for place in places]


def _look(
    entry: Entry, config: Config, sample: Sample, row: int, col: int
) -> Float32[np.ndarray, "output"]:
    """The network's logits for a sample at (row, col)."""
    if config.protocol == "canvas":
        return logits_of(entry.network, _picture(entry, sample, row, col))
    middle, _ = _middle(entry, sample)
    picture = _picture(entry, sample, *middle)
    return logits_of(
        entry.network, shifted(picture, row - middle[0], col - middle[1], config.protocol)
    )


def _picture(
    entry: Entry, sample: Sample, row: int, col: int
) -> Float32[np.ndarray, "channel height width"]:
    """The network's input: a sample at (row, col) on black."""
    return sample.picture(row, col, entry.card.input_shape, entry.card.input.apply)


def _answer(entry: Entry, config: Config, pairs: list[Pair], seen: list[Seen]) -> ConsistencyResult:
    """The measures, from the logits of all pairs."""
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
        change=Change(mean=float(np.mean([_change(entry, found) for found in seen]))),
        accuracy=float(np.mean([first == right, second == right])),
        chance=entry.card.chance,
        constant=len({*first.tolist(), *second.tolist(), *beside.tolist()}) == 1,
    )


def _share(true: np.ndarray, groups: int) -> Share:
    """The share of True, and its standard deviation over consecutive groups of similar size."""
    shares = [float(group.mean()) for group in np.array_split(true, groups)]
    spread = float(np.std(shares, ddof=1)) if groups > 1 else None
    return Share(mean=float(true.mean()), spread=spread)


def _change(entry: Entry, seen: Seen) -> float:
    """`|p(x') - p(x)|` of the class predicted for x, where x' is x moved by 1 px."""
    strongest = int(seen.first.argmax())
    beside, first = (scores(entry.network, logits) for logits in (seen.beside, seen.first))
    return abs(float(beside[strongest]) - float(first[strongest]))


def _begin(entry: Entry, config: Config, _limit: int | None) -> Division[ConsistencyResult]:
    """The pairs in parts; raises what `plan` does."""
    return divided(entry, config)


def _last(lines: list[ConsistencyResult]) -> ConsistencyResult:
    """The only line."""
    return lines[-1]


MEASURE = Measure(
    name="consistency",
    title="Does the prediction survive a shift?",
    question=QUESTION,
    note=(
        "Agreement of pairs of shifted copies of held-out samples, with accuracy beside it.\n\n"
        "A network that always predicts the same is perfectly consistent; `constant` marks it. "
        "The computation stops when the client disconnects."
    ),
    config=ConsistencyConfig,
    result=ConsistencyResult,
    run=run,
    steps=Steps(_begin, _last),
)

"""The sensitivity map: the network's response to one object at every position.

The measures are those of Kauderer-Abrams 2017, Quantifying Translation-Invariance in Convolutional
Neural Networks, for a single object where that work averages over many.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal

import numpy as np
from jaxtyping import Bool, Float32, Float64

from app.engine.division import Division
from app.experiments.class_distance import class_distance, class_logits
from app.experiments.experiment_record import Measure, Steps
from app.experiments.result import Result
from app.experiments.sweep import Sweep, SweepConfig, plan
from app.network.card import Frozen
from app.network.library import Entry
from app.network.norm import norm
from app.network.shift import Offset
from app.network.trace import scores

QUESTION = "At which positions does the network respond to an object as at its present one?"

Values = tuple[float | None, ...]


class Meta(Result):
    """The parameters of a sweep.

    Args:
        output: the correct output.
        reference: what made it the correct one: the request, the scene's label, or the network's
            own answer to the scene of the request.
        chance: accuracy of guessing; null for a network of one output, whose answer is neither
            right nor wrong.
        base: px of the object's corner in the scene of the request, which is x below.
        rows, cols: px of the object's corner, in the sweep.
    """

    object: str
    output: str
    reference: Literal["output", "label", "answer"]
    chance: float | None
    base: Offset
    step: int
    rows: tuple[int, ...]
    cols: tuple[int, ...]


class Ring(Frozen):
    """Means over the positions whose distance from the base rounds to `radius` px."""

    radius: int
    sensitivity: float | None
    cosine: float | None
    count: int


class Summary(Frozen):
    """The summary over all positions.

    Args:
        edge_affected: by position, whether some cell of the last volume sees both the object and
            padding.
        unit: the median distance between the classes' mean logits at the base; null when it is
            zero or the classes have no samples, see `app/experiments/class_distance.py`.
        accuracy: share of positions with the right answer; null for a network of one output.
        inside, outside: the same where the object lies wholly in the region of training, and where
            it does not; null without such a position, or where `accuracy` is.
        constant: whether all classes' samples and all positions get one and the same answer.
    """

    edge_affected: tuple[tuple[bool, ...], ...]
    radial: tuple[Ring, ...]
    unit: float | None
    accuracy: float | None
    inside: float | None
    outside: float | None
    constant: bool


class Line(Frozen):
    """A line of a stream."""

    type: Literal["start", "chunk", "end"]


class Start(Meta, Line):
    """The first line of a stream; `total` positions will follow, row by row."""

    type: Literal["start"] = "start"
    total: int


class Chunk(Line):
    """Positions from number `first` on, row by row; the fields are those of the result."""

    type: Literal["chunk"] = "chunk"
    first: int
    score: tuple[float, ...]
    correct: tuple[bool | None, ...]
    prediction: tuple[int, ...]
    sensitivity: Values
    cosine: Values
    response: Values


class End(Summary, Line):
    """The last line of a stream."""

    type: Literal["end"] = "end"


class SensitivityResult(Summary, Meta):
    """Maps over all positions: `[i][j]` is for the object at (rows[i], cols[j]).

    f is the logits, x the scene of the request, T x the scene with the object at another position,
    blank the scene's background alone.

    Args:
        score: of the correct output, see `app.network.trace.scores`.
        correct: whether that output is the strongest; null where there is no other.
        prediction: index of the strongest output.
        sensitivity: `||f(T x) - f(x)|| / unit`; null without a unit.
        cosine: of the responses `f(T x) - f(blank)` and `f(x) - f(blank)`.
        response: `||f(T x) - f(blank)|| / ||f(x) - f(blank)||`. This and `cosine` are null where
            they would divide by zero.
    """

    score: tuple[tuple[float, ...], ...]
    correct: tuple[tuple[bool | None, ...], ...]
    prediction: tuple[tuple[int, ...], ...]
    sensitivity: tuple[Values, ...]
    cosine: tuple[Values, ...]
    response: tuple[Values, ...]


Config = SweepConfig


def run(entry: Entry, config: Config, limit: int | None = None) -> SensitivityResult:
    """Runs the whole sweep; raises what `plan` does."""
    return collect(divided(plan(entry, config, limit)).computed())


def divided(sweep: Sweep) -> Division[Line]:
    """The sweep in parts: the logits of a batch of positions each."""

    def part(number: int) -> Iterator[Float32[np.ndarray, "position output"] | None]:
        yield (yield from sweep.logits(sweep.batches[number]))

    return Division(len(sweep.batches), part, partial(lines, sweep))


def lines(
    sweep: Sweep, batches: Iterator[Float32[np.ndarray, "position output"] | None]
) -> Iterator[Line | None]:
    """The sweep's lines, made of the logits of its batches; None after a chunk without a line."""
    entry, base = sweep.entry, sweep.placement
    positions = sweep.positions()
    yield Start(
        model=entry.card.id,
        sha256=entry.card.sha256,
        object=base.object,
        output=entry.card.outputs[sweep.output],
        reference=sweep.reference,
        chance=entry.card.chance if len(entry.card.outputs) > 1 else None,
        base=Offset(row=base.row, col=base.col),
        step=sweep.config.step,
        rows=tuple(sweep.rows),
        cols=tuple(sweep.cols),
        total=len(positions),
    )
    classes = []
    for logits in class_logits(entry, base.row, base.col, sweep.config.scene):
        if logits is not None:
            classes.append(logits)
        yield None
    unit = class_distance(classes)
    here, blank = sweep.here, sweep.logits_of(sweep.config.scene.cleared)
    chunks, first = [], 0
    for there in batches:
        if there is None:
            yield None
            continue
        some = positions[first : first + len(there)]
        if (base.row, base.col) in some:
            # A batch sums in another order; the base must equal its own logits exactly.
            there[some.index((base.row, base.col))] = here
        shares = scores(entry.network, there)[:, sweep.output]
        chunks.append(_chunk(first, there, here, blank, unit, sweep.output, shares))
        yield chunks[-1]
        first += len(there)
    seen = {int(logits.argmax()) for kind in classes for logits in kind}
    predictions = seen.union(*(chunk.prediction for chunk in chunks))
    yield _end(sweep, chunks, unit, constant=bool(seen) and len(predictions) == 1 and len(here) > 1)


def collect(lines: Iterable[Line]) -> SensitivityResult:
    """The result, from all lines of a sweep; raises ValueError when some are missing."""
    start, *between, end = lines
    chunks = [line for line in between if isinstance(line, Chunk)]
    if not isinstance(start, Start) or not isinstance(end, End):
        raise ValueError("expected the lines of a whole sweep")
    width = len(start.cols)
    maps = {}
    for name in ("score", "correct", "prediction", "sensitivity", "cosine", "response"):
        flat = [value for chunk in chunks for value in getattr(chunk, name)]
        maps[name] = [flat[at : at + width] for at in range(0, len(flat), width)]
    meta = start.model_dump(exclude={"type", "total"})
    return SensitivityResult(**meta, **end.model_dump(exclude={"type"}), **maps)


def _chunk(
    first: int,
    there: Float32[np.ndarray, "position output"],
    here: Float32[np.ndarray, "output"],
    blank: Float32[np.ndarray, "output"],
    unit: float | None,
    output: int,
    shares: Float32[np.ndarray, "position"],
) -> Chunk:
    """The measures at some positions, from the logits there, at the base and for a blank canvas."""
    predictions = there.argmax(1)
    moved = _norms(there.astype(np.float64) - here)
    responses, response = (there - blank).astype(np.float64), (here - blank).astype(np.float64)
    sizes, strength = _norms(responses), norm(response)
    norms = sizes * strength
    with np.errstate(invalid="ignore", divide="ignore"):
        cosines = np.clip((responses * response).sum(1) / norms, -1, 1)
    return Chunk(
        first=first,
        score=tuple(shares.tolist()),
        correct=tuple((predictions == output).tolist()) if len(here) > 1 else (None,) * len(there),
        prediction=tuple(predictions.tolist()),
        sensitivity=tuple((moved / unit).tolist()) if unit else (None,) * len(there),
        cosine=_known(cosines, norms > 0),
        response=_known(sizes / (strength or 1), np.full(len(there), strength > 0)),
    )


def _norms(vectors: Float64[np.ndarray, "*more output"]) -> Float64[np.ndarray, "*more"]:
    """The L2 norm of each vector."""
    norms: np.ndarray = np.sqrt(np.square(vectors).sum(-1))
    return norms


def _known(values: Float64[np.ndarray, "position"], known: Bool[np.ndarray, "position"]) -> Values:
    """The values, with None where `known` is False."""
    return tuple(v if k else None for v, k in zip(values.tolist(), known.tolist(), strict=True))


def _end(sweep: Sweep, chunks: list[Chunk], unit: float | None, constant: bool) -> End:
    """The summary over all positions."""
    positions = np.array(sweep.positions())
    correct = [None if value is None else float(value) for c in chunks for value in c.correct]
    inside = sweep.inside()
    return End(
        edge_affected=tuple(tuple(row) for row in sweep.edge_affected().tolist()),
        radial=_radial(sweep, positions, chunks),
        unit=unit,
        accuracy=_mean(correct),
        inside=_mean([value for value, within in zip(correct, inside, strict=True) if within]),
        outside=(
            _mean([value for value, within in zip(correct, inside, strict=True) if not within])
            if sweep.entry.card.region
            else None
        ),
        constant=constant,
    )


def _mean(values: list[float | None]) -> float | None:
    """The mean of the values that are not None; None if there are none."""
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _radial(sweep: Sweep, positions: np.ndarray, chunks: list[Chunk]) -> tuple[Ring, ...]:
    """Means by distance from the base, rounded to whole px."""
    base = sweep.placement
    radii = np.rint(np.hypot(positions[:, 0] - base.row, positions[:, 1] - base.col)).astype(int)
    sensitivity = [value for chunk in chunks for value in chunk.sensitivity]
    cosines = [value for chunk in chunks for value in chunk.cosine]
    rings = []
    for radius in np.unique(radii).tolist():
        at = np.flatnonzero(radii == radius).tolist()
        rings.append(
            Ring(
                radius=radius,
                sensitivity=_mean([sensitivity[place] for place in at]),
                cosine=_mean([cosines[place] for place in at]),
                count=len(at),
            )
        )
    return tuple(rings)


def _begin(entry: Entry, config: Config, limit: int | None) -> Division[Line]:
    """The sweep in parts; raises what `plan` does."""
    return divided(plan(entry, config, limit))


LINES = """\
{"type":"start","rows":[0,8],"cols":[0,8],"total":4,"...":"..."}
{"type":"chunk","first":0,"score":[1.0,0.9],"...":"..."}
{"type":"end","accuracy":1.0,"...":"..."}
"""

MEASURE = Measure(
    name="sensitivity",
    title="One object at every position",
    question=QUESTION,
    note=(
        "Score, correctness and sensitivity for one object at every position on the canvas.\n\n"
        "`ndjson` gives a line `start` with the sweep's parameters, lines `part` with the "
        "positions from number `first` on, row by row, and a line `end` with everything else. If "
        "the server fails midway, the last line is an `error` in the error shape. The computation "
        "stops when the client disconnects."
    ),
    config=SweepConfig,
    result=SensitivityResult,
    run=run,
    steps=Steps(_begin, collect, LINES),
    gives="The maps; as NDJSON, line by line while they are computed.",
)

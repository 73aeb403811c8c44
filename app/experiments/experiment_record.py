"""The record: the result of an experiment, with everything that an expert needs to judge it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, Field

from app.engine.division import Division
from app.experiments.bootstrap import Interval
from app.experiments.result import Result
from app.experiments.trained import Trained
from app.network.card import Frozen
from app.network.library import Entry

Agreement = Literal[
    "theorem check", "counterexample", "reproduces the direction", "our finding", "control"
]
"""What a row that holds shows.

theorem check: it must by theory.
counterexample: without a theorem's condition the theorem does not hold.
reproduces the direction: it comes out in the published order; the sizes may differ.
our finding: nobody published it, as far as we know.
control: the figure beside it means something, such as a network that does not always answer alike.
"""

Verdict = Literal["holds", "fails", "not told apart"]
"""Whether a row meets its criterion. `not told apart`: its interval includes the criterion's bound,
so other seeds or hands could have come out on the other side."""


class Row(Frozen):
    """One line of an experiment's table.

    Args:
        name: the quantity that was measured.
        values: one value for each seed, as `over` says.
        over: the plural noun for what `values` run over.
        mean: the quantity over everything that was measured; the mean of `values` if it is one.
        spread: the standard deviation (n - 1) of `values`, None for a single value.
        interval: of 95 % for `mean`, over seeds and held-out hands, see
            `app/experiments/bootstrap.py`; None where the criterion is about each value.
        chance: the value that guessing gives; None where that has no meaning.
        reference: the published or predicted value; None where there is none.
        bar: the criterion that must hold, in words.
        verdict: whether it holds.
        agreement: what a row that holds shows.
    """

    name: str
    values: tuple[float, ...]
    over: str
    mean: float
    spread: float | None
    interval: Interval | None = None
    chance: float | None = None
    reference: float | None = None
    bar: str
    verdict: Verdict
    agreement: Agreement


class Record(Frozen):
    """The result of one run of an experiment.

    Args:
        experiment: its name.
        question: its question.
        config: all its settings.
        seeds: of everything random.
        networks: sha256 of each served network's weights, by name; empty where it uses none.
        others: sha256 of the weights of the same networks trained with other seeds, by name and
            seed, as in `digits-max-gap/3`.
        grid: the positions or shifts that were tried, in words.
        rows: the table.
        source: the origin of the claim and of the references.
        remarks: caveats that a reader needs to judge the result.
    """

    experiment: str
    question: str
    config: dict[str, Any]
    seeds: tuple[int, ...]
    networks: dict[str, str]
    others: dict[str, str] = Field(default_factory=dict)
    grid: str
    rows: tuple[Row, ...]
    source: str
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every row holds."""
        return all(row.verdict == "holds" for row in self.rows)

    @property
    def fails(self) -> bool:
        """Whether some row fails; one that is not told apart does not."""
        return any(row.verdict == "fails" for row in self.rows)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """What its rows show, each kind once, in the order of the rows."""
        return tuple(dict.fromkeys(row.agreement for row in self.rows))


def row(
    name: str,
    values: Sequence[float],
    over: str,
    agreement: Agreement,
    *,
    bar: str,
    holds: bool,
    chance: float | None = None,
    reference: float | None = None,
) -> Row:
    """A row whose criterion each value must meet."""
    return _row(
        name,
        values,
        over,
        agreement,
        mean=float(np.mean(values)),
        chance=chance,
        reference=reference,
        bar=bar,
        verdict="holds" if holds else "fails",
    )


def compared(
    name: str,
    values: Iterable[float],
    agreement: Agreement,
    *,
    mean: float,
    interval: Interval,
    above: float | None = None,
    below: float | None = None,
    bar: str | None = None,
    chance: float | None = None,
) -> Row:
    """A row whose interval is compared with a bound.

    Args:
        values: one for each seed.
        above, below: the bound; one of them.
        bar: the criterion in words; None for the bound alone.
    """
    if above is not None:
        words, verdict = f"above {above:g}", judge(interval.low > above, interval.high < above)
    elif below is not None:
        words, verdict = f"below {below:g}", judge(interval.high < below, interval.low > below)
    else:
        raise ValueError("expected a bound, above or below")
    return _row(
        name,
        values,
        "seeds",
        agreement,
        mean=mean,
        interval=interval,
        chance=chance,
        bar=bar or words,
        verdict=verdict,
    )


def judge(holds: bool, fails: bool) -> Verdict:
    """The verdict on an interval that lies wholly on one side of a bound, or the other."""
    return "holds" if holds else "fails" if fails else "not told apart"


def _row(name: str, values: Iterable[float], over: str, agreement: Agreement, **more: Any) -> Row:
    """A row, with the spread of its values."""
    found = tuple(float(value) for value in values)
    return Row(
        name=name,
        values=found,
        over=over,
        spread=float(np.std(found, ddof=1)) if len(found) > 1 else None,
        agreement=agreement,
        **more,
    )


Piece = Callable[[], list[float]]
"""A part of an experiment: a function of a module, with arguments that can be sent to a machine."""

Once = Callable[[Mapping[str, Piece]], list[list[float]]]
"""A cache: the values of pieces, in order, each stored earlier under its key, or else computed."""


def afresh(pieces: Mapping[str, Piece]) -> list[list[float]]:
    """Computes all pieces and stores nothing."""
    return [piece() for piece in pieces.values()]


@dataclass(frozen=True)
class Steps:
    """Long work in parts of a few ms, so that other jobs can run in between.

    Args:
        begin: checks that a network can be measured with these settings, at no more than that many
            positions; divides the work.
        collect: makes the result from all lines.
        lines: examples of lines in a stream, for the documentation; None for a measure that is not
            streamed.
    """

    begin: Callable[[Entry, Any, int | None], Division[BaseModel]]
    collect: Callable[[list[Any]], Result]
    lines: str | None = None


@dataclass(frozen=True)
class Measure:
    """A measurement of one network on request, the same for the page and the API.

    A file that defines one calls it `MEASURE`.

    Args:
        name: on the command line and in URLs.
        title: its subject, in a few words.
        question: the question that it answers.
        note: its documentation in the API, in Markdown.
        config: the class of its settings; one without fields means that the network alone
            determines the result.
        result: the class of its result.
        run: measures one network.
        steps: the same in chunks, if it takes longer than a frame.
        gives: the result, in a few words.
    """

    name: str
    title: str
    question: str
    note: str
    config: type[Frozen]
    result: type[Result]
    run: Callable[[Entry, Any], Result]
    steps: Steps | None = None
    gives: str = "The measurement."


@dataclass(frozen=True)
class Experiment:
    """A test of a claim on several networks, whose record is kept.

    A file that defines one calls it `EXPERIMENT`.

    Args:
        name: on the command line and in URLs.
        title: its finding, in a line.
        question: the question that it answers.
        config: the settings of the kept record; `run` takes any other of the same class.
        run: runs it on networks and the same with other training seeds.
    """

    name: str
    title: str
    question: str
    config: Frozen
    run: Callable[[Trained, Any, Once], Record]

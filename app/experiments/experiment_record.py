"""The record: the result of an experiment, with everything that an expert needs to judge it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel

from app.experiments.result import Result
from app.network.card import Frozen
from app.network.library import Entry, Library

Agreement = Literal["theorem check", "reproduces the number", "reproduces the direction"]
"""The meaning of a row that holds: it must by theory, it matches a published number, or it has the
published order."""


class Row(Frozen):
    """One line of an experiment's table.

    Args:
        name: the quantity that was measured.
        values: one value for each seed, network or sample group, as `over` says.
        over: the plural noun for what `values` run over.
        mean, spread: of `values`; the spread is their standard deviation (n - 1), None for a single
            value.
        chance: the value that guessing gives; None where that has no meaning.
        reference: the published or predicted value; None where there is none.
        bar: the criterion that must hold, in words.
        holds: whether it holds.
    """

    name: str
    values: tuple[float, ...]
    over: str
    mean: float
    spread: float | None
    chance: float | None = None
    reference: float | None = None
    bar: str
    holds: bool


class Record(Frozen):
    """The result of one run of an experiment.

    Args:
        experiment: its name.
        question: its question.
        config: all its settings.
        seeds: of everything random.
        networks: sha256 of each network's weights, by name; empty where it uses no served network.
        grid: the positions or shifts that were tried, in words.
        rows: the table.
        agreement: the kind of agreement that a row that holds means.
        source: the origin of the claim and of the references.
        remarks: caveats that a reader needs to judge the result.
    """

    experiment: str
    question: str
    config: dict[str, Any]
    seeds: tuple[int, ...]
    networks: dict[str, str]
    grid: str
    rows: tuple[Row, ...]
    agreement: Agreement
    source: str
    remarks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every row holds."""
        return all(row.holds for row in self.rows)


def row(
    name: str,
    values: Sequence[float],
    over: str,
    *,
    bar: str,
    holds: bool | Callable[[float], bool],
    chance: float | None = None,
    reference: float | None = None,
) -> Row:
    """A row, with its mean and spread computed; `holds` may be a predicate on the mean."""
    mean = float(np.mean(values))
    return Row(
        name=name,
        values=tuple(float(value) for value in values),
        over=over,
        mean=mean,
        spread=float(np.std(values, ddof=1)) if len(values) > 1 else None,
        chance=chance,
        reference=reference,
        bar=bar,
        holds=holds(mean) if callable(holds) else bool(holds),
    )


def seeds(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The training seeds of networks."""
    return tuple(sorted({one.card.seed for one in entries if one.card.seed is not None}))


Once = Callable[[str, Callable[[], list[float]]], list[float]]
"""A cache: returns the work's earlier result under this key, or runs the work and stores it."""


def afresh(_key: str, work: Callable[[], list[float]]) -> list[float]:
    """Runs the work and stores nothing."""
    return work()


@dataclass(frozen=True)
class Steps:
    """Long work in chunks of a few ms, so that other jobs can run in between.

    Args:
        begin: checks that a network can be measured with these settings, at no more than that many
            positions; then yields a line, or None, after each chunk.
        collect: makes the result from all lines.
        lines: examples of lines in a stream, for the documentation; None for a measure that is not
            streamed.
    """

    begin: Callable[[Entry, Any, int], Iterator[BaseModel | None]]
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
        run: runs it on the networks of a library.
    """

    name: str
    title: str
    question: str
    config: Frozen
    run: Callable[[Library, Any, Once], Record]

"""The record: what an experiment found, with all that an expert asks for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel

from app.experiments.result import Result
from app.network.card import Frozen
from app.network.library import Entry, Library

Agreement = Literal["theorem check", "reproduces the number", "reproduces the direction"]
"""What it means when a row holds: it must, or it comes out as published, or in the same order."""


class Row(Frozen):
    """One line of an experiment's table.

    Args:
        name: what was measured.
        values: one for each seed, network or sample group, as `over` says.
        over: what `values` run over.
        mean, spread: of `values`; the spread is their standard deviation (n - 1), None for one.
        chance: what guessing gives, where that means something.
        reference: the published or predicted value, where there is one.
        bar: what must hold, in words.
        holds: whether it does.
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
    """What one run of an experiment found.

    Args:
        experiment: its name.
        question: what it asks.
        config: all its settings.
        seeds: of all that is random.
        networks: sha256 of each network's weights, by name; empty where none is served.
        grid: which positions or shifts were tried, in words.
        rows: the table.
        agreement: which kind of agreement a row that holds means.
        source: where the claim and the references come from.
        remarks: what a reader must know to judge it.
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
    """A row with its mean and spread worked out; `holds` may be a test of the mean."""
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
    """The seeds that networks were trained from."""
    return tuple(sorted({one.card.seed for one in entries if one.card.seed is not None}))


Once = Callable[[str, Callable[[], list[float]]], list[float]]
"""Gives what the work gave when it was last done under this key, else does it and keeps it."""


def afresh(_key: str, work: Callable[[], list[float]]) -> list[float]:
    """Keeps nothing."""
    return work()


@dataclass(frozen=True)
class Steps:
    """How long work is done in parts of a few ms, so that others' work can pass in between.

    Args:
        begin: checks that a network can be measured with these settings, at that many positions at
            most, and gives the parts: a line each, or None where a part has nothing to tell.
        collect: makes the result from all lines.
        lines: some of them as they are sent, for the documentation; None where they are not worth
            sending one by one.
    """

    begin: Callable[[Entry, Any, int], Iterator[BaseModel | None]]
    collect: Callable[[list[Any]], Result]
    lines: str | None = None


@dataclass(frozen=True)
class Measure:
    """What is measured of one network when somebody asks: the same for the page and the API.

    Each file that holds one calls it `MEASURE`.

    Args:
        name: on the command line and in URLs.
        title: what it shows, in a few words.
        question: what it asks.
        note: what a reader of the API must know, in Markdown.
        config: the class of its settings; one without fields means that nothing can be chosen, and
            that the network alone decides the result.
        result: the class of its result.
        run: measures one network; what it gives can be written as JSON.
        steps: the same in chunks, if it takes longer than a frame.
        gives: what the result is, in a few words.
    """

    name: str
    title: str
    question: str
    note: str
    config: type[Frozen]
    result: type[Result]
    run: Callable[[Entry, Any], Result]
    steps: Steps | None = None
    gives: str = "What was measured."


@dataclass(frozen=True)
class Experiment:
    """A claim put to the test on all the networks that it takes; its record is kept.

    Each file that holds one calls it `EXPERIMENT`.

    Args:
        name: on the command line and in URLs.
        title: what it shows, in a line.
        question: what it asks.
        config: the settings of the record that is kept; another of its class may be given to `run`.
        run: does it, on the networks of a library.
    """

    name: str
    title: str
    question: str
    config: Frozen
    run: Callable[[Library, Any, Once], Record]

"""A result: one row of the table, with a measurement, its reference and its target."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVarTuple, Unpack

Ts = TypeVarTuple("Ts")


@dataclass(frozen=True)
class Result:
    """One row.

    Args:
        what: the measured quantity, and what it is relative to.
        wanted: the target in words; empty for a result without one.
        median, p95: as text, with their units.
        reference: the reference, as measured in the same run.
        met: whether the target is met; None without one.
    """

    what: str
    wanted: str
    median: str
    p95: str
    reference: str
    met: bool | None


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def ratio(
    what: str, wanted: float | None, values: Sequence[float], unit: Sequence[float], reference: str
) -> Result:
    """A figure as a multiple of the reference's median, at most `wanted` if given; times in s."""
    one = median(unit)
    found = median(values) / one
    return Result(
        what,
        "" if wanted is None else f"≤ {wanted:g} ×",
        f"{found:.2f} × ({duration(median(values))})",
        f"{p95(values) / one:.2f} ×",
        f"{reference}: {duration(one)}",
        None if wanted is None else found <= wanted,
    )


def duration(seconds: float) -> str:
    """A duration as text, with a suitable unit."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def seconds(run: Callable[[Unpack[Ts]], object], *arguments: *Ts) -> float:
    """The seconds that a call takes."""
    begun = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - begun

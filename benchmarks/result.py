"""A result, a row of the table: what was measured, what it is compared with, what it should be."""

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
        what: is measured, and over what.
        wanted: the target in words; empty where the figure is only told.
        median, p95: as told.
        reference: what it is compared with, as measured in the same run.
        met: whether the target is; None without one.
    """

    what: str
    wanted: str
    median: str
    p95: str
    reference: str
    met: bool | None


def p95(values: Sequence[float]) -> float:
    """The value that 95% are not above."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def ratio(
    what: str, wanted: float | None, values: Sequence[float], unit: Sequence[float], reference: str
) -> Result:
    """A figure that is a number of times the reference's median, `wanted` at most if said; in s."""
    one = median(unit)
    found = median(values) / one
    return Result(
        what,
        "" if wanted is None else f"≤ {wanted:g} ×",
        f"{found:.2f} × ({told(median(values))})",
        f"{p95(values) / one:.2f} ×",
        f"{reference}: {told(one)}",
        None if wanted is None else found <= wanted,
    )


def told(seconds: float) -> str:
    """A time in words."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:.3g} ms"


def seconds(run: Callable[[Unpack[Ts]], object], *arguments: *Ts) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - begun

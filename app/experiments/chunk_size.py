"""Sizes the chunks of a long computation: a few ms each, so that other jobs can run in between."""

from collections.abc import Generator
from time import perf_counter
from typing import TypeVar

from app.network.build import Network

MAX_OPERATIONS = 60_000_000
"""Products (weight × value) and the like per chunk: about 8 pictures of a pooled network, a few
ms."""
TOGETHER = 8
"""Positions of a sweep that are computed at once even where they take longer: a large network reads
its weights once for all. Twice as many are hardly quicker."""
MAX_TOGETHER = 16_000_000_000
"""Operations of whole pictures at all those positions, at most: in steps of at most some 50 ms."""
SHORTEST = 0.005
"""Seconds below which a step is joined to the next one: a hand-over costs time too."""

T = TypeVar("T")


def pictures_per_chunk(network: Network) -> int:
    """The number of pictures per chunk, at least one."""
    return max(1, MAX_OPERATIONS // max(network.operations, 1))


def positions_per_batch(network: Network) -> int:
    """The number of positions of a sweep that are computed at once, at least two.

    Most are computed incrementally, so twice as many as whole pictures take no longer.
    """
    together = min(TOGETHER, MAX_TOGETHER // max(network.operations, 1))
    return max(2 * pictures_per_chunk(network), together)


def paced(steps: Generator[None, None, T]) -> Generator[None, None, T]:
    """The same steps, of which the short ones are joined."""
    begun = perf_counter()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        if perf_counter() - begun >= SHORTEST:
            yield
            begun = perf_counter()

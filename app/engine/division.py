"""Divided work: parts that do not depend on each other, and the lines that are made of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from jaxtyping import Shaped
from safetensors.numpy import load, save

Part = Shaped[np.ndarray, "..."]
Line = TypeVar("Line", covariant=True)


@dataclass(frozen=True, eq=False)
class Division(Generic[Line]):
    """Work in parts of a few ms or more, each the same to the last bit wherever it is computed.

    Args:
        count: the number of parts.
        part: computes part number n: yields None after each step of some ms, then the part.
        lines: makes lines of all parts, given in order; None stands for a part that is not there
            yet. Yields None after a chunk without a line, and whenever it was given None.
    """

    count: int
    part: Callable[[int], Iterator[Part | None]]
    lines: Callable[[Iterator[Part | None]], Iterator[Line | None]]

    def parts(self, first: int = 0, last: int | None = None) -> Iterator[Part | None]:
        """Computes parts, by default all, in order; yields None after each step without one."""
        for number in range(first, self.count if last is None else last):
            yield from self.part(number)

    def computed(self) -> Iterator[Line]:
        """The lines, all of it computed here."""
        return (line for line in self.lines(self.parts()) if line is not None)


def encode(parts: list[Part]) -> bytes:
    """Parts as one safetensors message."""
    return save({str(number): np.ascontiguousarray(part) for number, part in enumerate(parts)})


def decode(message: bytes) -> list[Any]:
    """The parts of a message, in order."""
    found = load(message)
    # Copies, since whoever takes a part may write to it.
    return [found[str(number)].copy() for number in range(len(found))]

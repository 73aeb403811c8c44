"""The attributes of a node: each of one type, each asked for once."""

from collections.abc import Callable
from math import isfinite

import numpy as np
from onnx import AttributeProto, NodeProto

from app.errors import RefusedFile
from app.network.onnx_file import tensors
from app.network.quoted import QUOTED, quoted

MOST_NUMBERS = 64
"""Numbers in a list, at most: kernels and paddings have eight."""


class Attributes:
    """The attributes of one node.

    Every getter raises what `refuse` makes where the attribute has another type.
    """

    def __init__(self, node: NodeProto, refuse: Callable[[str], RefusedFile]) -> None:
        self._refuse = refuse
        self._left: dict[str, AttributeProto] = {}
        for attribute in node.attribute:
            if attribute.name in self._left:
                raise refuse(f"has two attributes {quoted(attribute.name)!r}")
            if attribute.ref_attr_name:
                raise refuse(f"attribute {quoted(attribute.name)!r} refers to a function's")
            self._left[attribute.name] = attribute

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def _take(self, name: str, kind: int, noun: str) -> AttributeProto | None:
        """The attribute, or None where the node lacks it."""
        attribute = self._left.pop(name, None)
        if attribute is not None and attribute.type != kind:
            raise self._refuse(f"expected {noun} as attribute {name!r}")
        return attribute

    def whole(self, name: str, default: int) -> int:
        """A whole number."""
        found = self._take(name, AttributeProto.INT, "a whole number")
        return default if found is None else found.i

    def flag(self, name: str, default: bool = False) -> bool:
        """0 or 1."""
        value = self.whole(name, int(default))
        if value not in (0, 1):
            raise self._refuse(f"expected 0 or 1 as attribute {name!r}, got {value}")
        return bool(value)

    def number(self, name: str, default: float) -> float:
        """A finite number."""
        found = self._take(name, AttributeProto.FLOAT, "a number")
        value = default if found is None else found.f
        if found is not None and not isfinite(value):
            raise self._refuse(f"expected a finite number as attribute {name!r}, got {value}")
        return value

    def wholes(self, name: str) -> list[int] | None:
        """A list of whole numbers, None where the node lacks it."""
        found = self._take(name, AttributeProto.INTS, "whole numbers")
        if found is None:
            return None
        if len(found.ints) > MOST_NUMBERS:
            raise self._refuse(
                f"expected at most {MOST_NUMBERS} numbers as attribute {name!r}, "
                f"got {len(found.ints)}"
            )
        return list(found.ints)

    def numbers(self, name: str) -> list[float] | None:
        """A list of numbers, None where the node lacks it."""
        found = self._take(name, AttributeProto.FLOATS, "numbers")
        if found is None:
            return None
        if len(found.floats) > MOST_NUMBERS:
            raise self._refuse(f"expected at most {MOST_NUMBERS} numbers as attribute {name!r}")
        return list(found.floats)

    def text(self, name: str, default: str) -> str:
        """A text."""
        found = self._take(name, AttributeProto.STRING, "a text")
        return default if found is None else found.s[:QUOTED].decode("utf-8", "backslashreplace")

    def tensor(self, name: str) -> np.ndarray | None:
        """A tensor's values, None where the node lacks it."""
        found = self._take(name, AttributeProto.TENSOR, "a tensor")
        return None if found is None else tensors.array(found.t)

    def end(self) -> None:
        """Checks that every attribute was asked for: an unknown one could change the result."""
        if self._left:
            raise self._refuse(f"attribute {quoted(next(iter(self._left)))!r} is not known")

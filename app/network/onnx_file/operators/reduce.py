"""Means and maxima over axes."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value

NAMES = {0: "channels", 1: "rows", 2: "cols"}


def reduced(node: Node) -> tuple[Value, set[int], tuple[int | None, ...]]:
    """The value, the layer's axes that are reduced, and how the result is seen."""
    value = node.value()
    rank = len(value.axes) + 1
    keep = node.attributes.flag("keepdims", True)
    node.attributes.flag("noop_with_empty_axes")
    axes = node.axes()
    if not axes or len(value.shape) != 3:
        raise node.refuse("expected a volume, and axes to reduce")
    places = [node.axis(axis, rank) for axis in axes]
    if 0 in places:
        raise node.refuse("expected axes after the batch")
    gone = {value.axes[place - 1] for place in places}
    seen = tuple(axis for axis in value.axes if keep or axis not in gone)
    return value, {axis for axis in gone if axis is not None}, seen


def mean(node: Node) -> Value:
    """A layer `gap` over rows and columns, or `mean` over one axis."""
    value, gone, seen = reduced(node)
    if gone == {1, 2}:
        made = node.layer("gap", [value], {"keep": len(seen) == 3})
        return made if len(made.shape) == 1 else made.seen(seen)
    if len(gone) != 1:
        raise node.refuse("expected rows and columns, or one axis")
    made = node.layer("mean", [value], {"axis": NAMES[gone.pop()], "keep": True})
    return made.seen(seen)


def maximum(node: Node) -> Value:
    """A layer `gmp` over rows and columns."""
    value, gone, seen = reduced(node)
    if gone != {1, 2}:
        raise node.refuse("expected rows and columns")
    made = node.layer("gmp", [value], {"keep": len(seen) == 3})
    return made if len(made.shape) == 1 else made.seen(seen)


OPERATORS = {"ReduceMax": maximum, "ReduceMean": mean}

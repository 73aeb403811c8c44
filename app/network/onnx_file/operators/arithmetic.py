"""Sums, differences, products and quotients: of two values, or of a value and a constant."""

import numpy as np

from app.network.onnx_file.broadcast import per_channel
from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def operands(node: Node) -> tuple[Value, np.ndarray | None, bool]:
    """The value, the constant beside it (None where both are values), and whether it is first."""
    if isinstance(node.input(1), Value):
        if isinstance(node.input(0), Value):
            return node.value(), None, False
        return node.value(1), node.weights(0), True
    return node.value(0), node.weights(1), False


def affine(node: Node, value: Value, scale: np.ndarray, offset: np.ndarray) -> Value:
    """A layer `affine`: `scale * value + offset`, each per channel or one for all."""
    scale, offset = np.broadcast_arrays(scale, offset)
    if not (np.isfinite(scale).all() and np.isfinite(offset).all()):
        raise node.refuse("expected constants that give finite numbers")
    weights = {"scale": scale, "offset": offset}
    made = node.layer("affine", [value], {"shared": scale.size == 1}, weights)
    return Value(made.layer, made.shape, value.axes, value.order)


def beside(node: Node) -> tuple[Value, np.ndarray, bool] | None:
    """The value, the constant per channel, and whether it is first; None for two values."""
    value, constant, first = operands(node)
    return None if constant is None else (value, per_channel(node, constant, value), first)


ONE, ZERO = np.ones(1, np.float32), np.zeros(1, np.float32)


def merged(node: Node, kind: str, values: list[Value]) -> Value:
    """A layer of two values that are seen with the same axes."""
    first, second = values
    if first.axes != second.axes or first.order is not None or second.order is not None:
        raise node.refuse(
            f"expected two values with the same axes, got {(1, *first.sizes)} and "
            f"{(1, *second.sizes)}, transposed to each other"
        )
    made = node.layer(kind, values)
    return Value(made.layer, made.shape, first.axes)


def add(node: Node) -> Value:
    """A layer `add`, or `affine` beside a constant."""
    found = beside(node)
    if found is None:
        return merged(node, "add", [node.value(0), node.value(1)])
    value, constant, _ = found
    return affine(node, value, ONE, constant)


def sub(node: Node) -> Value:
    """A layer `affine`."""
    found = beside(node)
    if found is None:
        raise node.refuse("expected a value and a constant, got two values")
    value, constant, first = found
    return affine(node, value, -ONE, constant) if first else affine(node, value, ONE, -constant)


def mul(node: Node) -> Value:
    """A layer `multiply`, or `affine` beside a constant."""
    found = beside(node)
    if found is None:
        values = [node.value(0), node.value(1)]
        # The gate, one cell for each slice, comes second.
        values.sort(key=lambda value: value.sizes.count(1) == 2 and len(value.sizes) == 3)
        return merged(node, "multiply", values)
    value, constant, _ = found
    return affine(node, value, constant, ZERO)


def div(node: Node) -> Value:
    """A layer `affine`."""
    found = beside(node)
    if found is None or found[2]:
        raise node.refuse("expected a value divided by a constant")
    value, constant, _ = found
    with np.errstate(divide="ignore", over="ignore"):
        return affine(node, value, ONE / constant, ZERO)


OPERATORS = {"Add": add, "Div": div, "Mul": mul, "Sub": sub}

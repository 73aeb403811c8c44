"""Squares and cubes, as in the approximation of GELU."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def power(node: Node) -> Value:
    """A layer `multiply` of the value with itself, for the exponents 2 and 3."""
    # The exponent alone may be a whole number.
    value, exponent = node.value(), node.constant(1)
    if exponent.size != 1 or exponent.ndim > len(value.axes) + 1 or exponent not in (2, 3):
        raise node.refuse("expected the exponent 2 or 3, a constant")
    made = node.layer("multiply", [value] * int(exponent.reshape(())))
    return Value(made.layer, made.shape, value.axes, value.order)


OPERATORS = {"Pow": power}

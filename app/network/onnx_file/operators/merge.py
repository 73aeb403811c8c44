"""Concatenation."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Part, Value
from app.network.onnx_file.wrapping import wrapped


def concat(node: Node) -> Value:
    """A layer `concat`, along the channels; or circular padding, of a volume and parts of it."""
    if any(isinstance(found, Part) for found in node.inputs):
        return wrapped(node)
    values = [node.value(number) for number in range(len(node.inputs))]
    if not values:
        raise node.refuse("expected inputs, got none")
    axes = values[0].axes
    axis = node.axis(node.attributes.whole("axis", 1), len(axes) + 1)
    if len(values) == 1:
        # Circular padding of one axis alone is written with such a node for the other.
        return node.each("identity")
    if axis == 0 or axes[axis - 1] != 0:
        raise node.refuse(f"expected the axis of channels, got {axis}")
    if any(value.axes != axes or value.order is not None for value in values):
        raise node.refuse("expected inputs with the same axes, got some transposed to others")
    made = node.layer("concat", values)
    return Value(made.layer, made.shape, axes)


OPERATORS = {"Concat": concat}

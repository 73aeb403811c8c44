"""Softmax."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def softmax(node: Node) -> Value:
    """A layer `softmax`; the last one over a vector is left out, so that outputs are logits."""
    value = node.plain()
    rank = len(value.axes) + 1
    # Before opset 13, all axes from the given one on were one.
    together = node.opset < 13
    axis = node.axis(node.attributes.whole("axis", 1 if together else -1), rank)
    others = value.sizes[axis:] if together else ()
    if axis != 1 or any(size > 1 for size in others):
        raise node.refuse(f"expected the axis of channels, 1; got {axis}")
    if node.last and all(size == 1 for size in value.shape[1:]):
        node.builder.note(
            f"The {node.kind} at the end is left out: outputs are logits, and scores are their "
            "softmax."
        )
        return value
    if node.kind == "LogSoftmax":
        raise node.refuse("expected it only at the end, over the outputs")
    return node.layer("softmax", [value])


OPERATORS = {"LogSoftmax": softmax, "Softmax": softmax}

"""What changes nothing after training."""

from onnx import TensorProto

from app.network.onnx_file.node import Node
from app.network.onnx_file.tensors import FLOATS
from app.network.onnx_file.value import Value


def identity(node: Node) -> Value:
    """A layer `identity`."""
    return node.each("identity")


def dropout(node: Node) -> Value:
    """A layer `dropout`: the share that was dropped in training has no meaning after it."""
    node.attributes.number("ratio", 0.5)
    node.attributes.whole("seed", 0)
    training = node.optional(2)
    if training is not None and training.any():
        raise node.refuse(
            "expected the form after training, got training: call model.eval() before exporting"
        )
    return node.each("dropout")


def cast(node: Node) -> Value:
    """The same layer, between types of floats, since everything is computed in float32.

    Keras writes several of them behind each of its layers. As output it is a layer `identity`, so
    that a network has one.
    """
    node.attributes.whole("saturate", 1)
    node.attributes.text("round_mode", "up")
    if node.attributes.whole("to", TensorProto.FLOAT) not in FLOATS:
        raise node.refuse("expected a type of floats as `to`")
    return node.each("identity") if node.last else node.value()


OPERATORS = {"Cast": cast, "Dropout": dropout, "Identity": identity}

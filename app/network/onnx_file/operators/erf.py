"""The error function: a part of GELU, which exporters wrote in five nodes before opset 20."""

from math import sqrt

from onnx import NodeProto

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def erf(node: Node) -> Value:
    """A layer `gelu`, together with the nodes around this one.

    GELU is `x * (1 + erf(x / sqrt(2))) / 2`; the factors `x` and `1 / 2` may come in either
    order, before or after.
    """
    value = node.value()
    before = node.builder.find(value.layer)
    if before is None or not _is(node, value.layer, 1 / sqrt(2)):
        raise node.refuse("expected it within GELU, of an input divided by the square root of 2")
    x = Value(before.inputs[0], value.shape, value.axes, value.order)
    sum_ = node.scope.follower(node.proto, "Add")
    if sum_ is None or _number(node, sum_, node.proto.output[0]) != 1:
        raise node.refuse("expected it within GELU, followed by + 1")
    left, proto = {"x", "half"}, sum_
    while left:
        product = node.scope.follower(proto, "Mul")
        if product is None:
            break
        other = next((name for name in product.input if name != proto.output[0]), "")
        found = node.scope.get(other)
        if isinstance(found, Value):
            if not found.seen_as(x):
                break
            if found.layer == x.layer:
                left.discard("x")
            elif left == {"x", "half"} and _is(node, found.layer, 0.5, x.layer):
                left.clear()
            else:
                break
        elif _number(node, product, proto.output[0]) == 0.5:
            left.discard("half")
        else:
            break
        proto = product
    if left:
        raise node.refuse("expected it within GELU, followed by * x and * 0.5")
    made = node.layer("gelu", [x], {"approximate": "none"})
    result = Value(made.layer, made.shape, value.axes, value.order)
    node.scope.fused[proto.output[0]] = result
    return result


def _number(node: Node, proto: NodeProto, beside: str) -> float | None:
    """The single constant beside an input of a node."""
    other = next((name for name in proto.input if name != beside), "")
    found = node.scope.constant(other)
    return None if found is None or found.size != 1 else float(found.reshape(()))


def _is(node: Node, name: str, factor: float, source: str | None = None) -> bool:
    """Whether a layer multiplies by that factor alone; and, if given, takes `source`."""
    layer = node.builder.find(name)
    if layer is None or layer.kind != "affine" or (source and layer.inputs[0] != source):
        return False
    scale = node.builder.weights[f"{name}.scale"]
    offset = node.builder.weights[f"{name}.offset"]
    return bool((abs(scale - factor) < 1e-6).all() and (offset == 0).all())


OPERATORS = {"Erf": erf}

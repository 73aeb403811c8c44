"""Functions of one cell."""

from collections.abc import Callable

import numpy as np

from app.network.onnx_file.broadcast import per_channel
from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def simple(kind: str) -> Callable[[Node], Value]:
    """An operator without options."""
    return lambda node: node.each(kind)


def leaky(node: Node) -> Value:
    """A layer `leakyrelu`."""
    return node.each("leakyrelu", {"slope": node.attributes.number("alpha", 0.01)})


def prelu(node: Node) -> Value:
    """A layer `prelu`, with one slope for each channel, or one for all."""
    weight = per_channel(node, node.weights(1), node.value())
    return node.each("prelu", {"shared": weight.size == 1}, {"weight": weight})


def hardsigmoid(node: Node) -> Value:
    """A layer `hardsigmoid`."""
    alpha = node.attributes.number("alpha", 0.2)
    return node.each("hardsigmoid", {"alpha": alpha, "beta": node.attributes.number("beta", 0.5)})


def silu(node: Node) -> Value:
    """A layer `silu`."""
    if (alpha := node.attributes.number("alpha", 1.0)) != 1:
        raise node.refuse(f"expected 1 as attribute 'alpha', got {alpha}")
    return node.each("silu")


def gelu(node: Node) -> Value:
    """A layer `gelu`."""
    return node.each("gelu", {"approximate": node.attributes.text("approximate", "none")})


def clip(node: Node) -> Value:
    """A layer `clip`, or `identity` without bounds.

    Bounds are attributes in older files, constants in newer ones.
    """
    bounds: dict[str, float | None] = {}
    bound: float | None
    for number, (name, option) in enumerate((("min", "low"), ("max", "high")), 1):
        if name in node.attributes:
            bound = node.attributes.number(name, 0.0)
        else:
            found = node.optional(number)
            if found is not None and found.size != 1:
                raise node.refuse(f"expected one number as {name}, got {found.size}")
            bound = None if found is None else float(found.reshape(()))
        # The largest float stands for "no bound" in older files.
        limits = np.finfo(np.float32)
        free = bound is None or not limits.min < bound < limits.max
        if free and bound is not None and (bound != bound or (bound > 0) == (name == "min")):
            raise node.refuse(f"expected a number as {name}, got {bound}")
        bounds[option] = None if free else bound
    if bounds == {"low": None, "high": None}:
        return node.each("identity")
    return node.each("clip", bounds)


OPERATORS = {
    "Clip": clip,
    "Gelu": gelu,
    "HardSigmoid": hardsigmoid,
    "HardSwish": simple("hardswish"),
    "LeakyRelu": leaky,
    "PRelu": prelu,
    "Relu": simple("relu"),
    "Sigmoid": simple("sigmoid"),
    "Swish": silu,
    "Tanh": simple("tanh"),
}

"""Products with a constant matrix."""

import numpy as np

from app.network.onnx_file.node import Node, finite
from app.network.onnx_file.value import Value


def fc(node: Node, matrix: np.ndarray, bias: np.ndarray | None) -> Value:
    """A layer `fc` with the weights `matrix`, `[unit, input]`."""
    value = node.value()
    if len(value.axes) != 1:
        raise node.refuse(f"expected a vector behind the batch, got {(1, *value.sizes)}")
    if matrix.ndim != 2 or matrix.shape[1] != value.sizes[0] or not matrix.shape[0]:
        raise node.refuse(f"expected weights for {value.sizes[0]} inputs, got shape {matrix.shape}")
    if value.order is not None:
        placed = np.empty_like(matrix)
        placed[:, value.order] = matrix
        matrix = placed
    weights = {"weight": matrix}
    if bias is not None:
        one_row = bias.ndim <= 1 or (bias.ndim == 2 and bias.shape[0] == 1)
        if bias.size not in (1, matrix.shape[0]) or not one_row:
            raise node.refuse(f"expected a bias of {matrix.shape[0]}, got shape {bias.shape}")
        weights["bias"] = np.broadcast_to(bias.reshape(-1), matrix.shape[:1])
    options = {"units": matrix.shape[0], "bias": bias is not None}
    return node.layer("fc", [value], options, weights)


def gemm(node: Node) -> Value:
    """`alpha * input @ matrix + beta * bias`."""
    if node.attributes.flag("transA"):
        raise node.refuse("expected an input that is not transposed")
    turned = node.attributes.flag("transB")
    matrix = node.weights(1) * np.float32(node.attributes.number("alpha", 1.0))
    beta = np.float32(node.attributes.number("beta", 1.0))
    bias = None if node.input(2) is None else node.weights(2) * beta
    return fc(node, matrix if turned else matrix.T, bias)


def matmul(node: Node) -> Value:
    """`input @ matrix`; a constant that is added right behind it becomes the layer's bias."""
    matrix = node.weights(1)
    bias = None
    follower = node.scope.follower(node.proto, "Add")
    if follower is not None:
        other = next((name for name in follower.input if name != node.proto.output[0]), "")
        found = node.scope.constant(other)
        # Of two axes at most, since the sum must keep the vector's shape.
        if found is not None and found.ndim <= 2 and found.size in (1, matrix.shape[-1]):
            bias = finite(node, found)
    made = fc(node, matrix.T, bias)
    if bias is not None and follower is not None:
        node.scope.fused[follower.output[0]] = made
    return made


OPERATORS = {"Gemm": gemm, "MatMul": matmul}

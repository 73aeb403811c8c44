"""Batch normalisation, as it is after training."""

import numpy as np

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def batchnorm(node: Node) -> Value:
    """A layer `batchnorm`."""
    value = node.plain()
    epsilon = node.attributes.number("epsilon", 1e-5)
    node.attributes.number("momentum", 0.9)  # of training alone
    if node.attributes.flag("training_mode"):
        raise node.refuse(
            "expected the form after training, got training: call model.eval() before exporting"
        )
    if not node.attributes.flag("spatial", True):
        raise node.refuse("expected one scale for each channel, got one for each cell")
    names = ("scale", "offset", "mean", "variance")
    weights = {name: node.weights(number) for number, name in enumerate(names, 1)}
    for name, array in weights.items():
        if array.shape != value.shape[:1]:
            raise node.refuse(f"expected {value.shape[0]} values as {name}, got {array.shape}")
    if (weights["variance"].astype(np.float64) + epsilon <= 0).any():
        raise node.refuse("expected variances above 0")
    return node.layer("batchnorm", [value], {"epsilon": epsilon}, weights)


OPERATORS = {"BatchNormalization": batchnorm}

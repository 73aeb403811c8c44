"""Pooling over windows."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value
from app.network.onnx_file.windows import pair, short, window


def maxpool(node: Node) -> Value:
    """A layer `maxpool`."""
    value = node.volume()
    size = pair(node, "kernel_shape", (0, 0))
    node.attributes.whole("storage_order", 0)  # of the second output, which is not taken
    options = window(node, value, size)
    options |= {"size": short(size), "ceil": node.attributes.flag("ceil_mode")}
    return node.layer("maxpool", [value], options)


def avgpool(node: Node) -> Value:
    """A layer `avgpool`."""
    value = node.volume()
    size = pair(node, "kernel_shape", (0, 0))
    options = window(node, value, size)
    if options.pop("dilation") != 1:
        raise node.refuse("expected no dilations")
    options |= {
        "size": short(size),
        "ceil": node.attributes.flag("ceil_mode"),
        "count_padding": node.attributes.flag("count_include_pad"),
    }
    return node.layer("avgpool", [value], options)


def global_avg(node: Node) -> Value:
    """A layer `gap` that keeps rows and columns of one cell."""
    return node.layer("gap", [node.volume()], {"keep": True})


def global_max(node: Node) -> Value:
    """A layer `gmp` that keeps rows and columns of one cell."""
    return node.layer("gmp", [node.volume()], {"keep": True})


OPERATORS = {
    "AveragePool": avgpool,
    "GlobalAveragePool": global_avg,
    "GlobalMaxPool": global_max,
    "MaxPool": maxpool,
}

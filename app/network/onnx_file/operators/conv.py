"""Convolution."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value
from app.network.onnx_file.windows import pair, short, window


def conv(node: Node) -> Value:
    """A layer `conv`."""
    value = node.volume()
    kernel = node.weights(1)
    if kernel.ndim != 4 or 0 in kernel.shape:
        raise node.refuse(f"expected a kernel [out, in, row, col], got shape {kernel.shape}")
    groups = node.attributes.whole("group", 1)
    size = (kernel.shape[2], kernel.shape[3])
    if pair(node, "kernel_shape", size) != size:
        raise node.refuse("attribute 'kernel_shape' and the kernel differ in their sizes")
    options = window(node, value, size)
    if groups < 1 or kernel.shape[1] * groups != value.shape[0] or kernel.shape[0] % groups:
        raise node.refuse(
            f"expected a kernel for {value.shape[0]} channels in {groups} groups, "
            f"got shape {kernel.shape}"
        )
    weights = {"weight": kernel}
    if node.input(2) is not None:
        weights["bias"] = node.weights(2)
        if weights["bias"].shape != kernel.shape[:1]:
            raise node.refuse(f"expected a bias of {kernel.shape[0]}")
    options |= {
        "channels": kernel.shape[0],
        "kernel": short(size),
        "groups": groups,
        "bias": "bias" in weights,
    }
    half = size[0] // 2
    same = size == (2 * half + 1,) * 2 and options["padding"] == [half] * 4
    if same and options["stride"] == options["dilation"] == 1:
        options["padding"] = "zero"
    return node.layer("conv", [value], options, weights)


OPERATORS = {"Conv": conv}

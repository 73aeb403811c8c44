"""Kernels, strides and paddings of nodes, as the options of layers."""

from typing import Any

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def pair(node: Node, name: str, default: tuple[int, int] = (1, 1)) -> tuple[int, int]:
    """An attribute of two whole numbers of at least 1, for rows and columns."""
    found = node.attributes.wholes(name)
    if found is None:
        return default
    if len(found) != 2 or min(found) < 1:
        raise node.refuse(f"expected two numbers from 1 as attribute {name!r}, got {found}")
    return found[0], found[1]


def short(numbers: tuple[int, int]) -> int | list[int]:
    """One number where both are equal."""
    return numbers[0] if numbers[0] == numbers[1] else list(numbers)


def window(node: Node, value: Value, kernel: tuple[int, int]) -> dict[str, Any]:
    """The options `stride`, `dilation` and `padding` of a window of `kernel` cells."""
    stride = pair(node, "strides")
    dilation = pair(node, "dilations")
    auto = node.attributes.text("auto_pad", "NOTSET")
    pads = node.attributes.wholes("pads")
    if pads is not None and (len(pads) != 4 or min(pads) < 0):
        raise node.refuse(f"expected four numbers from 0 as attribute 'pads', got {pads}")
    if auto in ("SAME_UPPER", "SAME_LOWER"):
        before, after = [], []
        for size, cells, step, apart in zip(value.shape[1:], kernel, stride, dilation, strict=True):
            reach = (-(-size // step) - 1) * step + (cells - 1) * apart + 1
            total = max(reach - size, 0)
            small = total // 2
            before.append(small if auto == "SAME_UPPER" else total - small)
            after.append(total - before[-1])
        pads = before + after
    elif auto == "VALID":
        pads = [0, 0, 0, 0]
    elif auto != "NOTSET":
        raise node.refuse(f"expected no auto_pad, SAME_UPPER, SAME_LOWER or VALID; got {auto!r}")
    return {
        "stride": short(stride),
        "dilation": short(dilation),
        "padding": pads or [0, 0, 0, 0],
    }

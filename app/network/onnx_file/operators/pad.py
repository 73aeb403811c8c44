"""Padding by itself."""

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value

MODES = {"constant": "zero", "reflect": "reflect", "edge": "edge", "wrap": "circular"}


def pad(node: Node) -> Value:
    """A layer `pad` of rows and columns."""
    value = node.value()
    mode = node.attributes.text("mode", "constant")
    if mode not in MODES:
        raise node.refuse(f"expected one of the modes {', '.join(MODES)}; got {mode!r}")
    pads = node.attributes.wholes("pads") if "pads" in node.attributes else node.whole(1)
    filled = node.optional(2)
    constant = node.attributes.number("value", 0.0) if filled is None else float(filled.reshape(()))
    rank = len(value.axes) + 1
    axes = node.whole(3)
    axes = list(range(rank)) if axes is None else [node.axis(axis, rank) for axis in axes]
    if pads is None or len(pads) != 2 * len(axes) or len(set(axes)) < len(axes):
        raise node.refuse(f"expected {2 * len(axes)} numbers as pads, got {pads}")
    found = [0] * 4
    for number, axis in enumerate(axes):
        before, after = pads[number], pads[number + len(axes)]
        of = value.axes[axis - 1] if axis else None
        if of in (1, 2):
            found[of - 1], found[of + 1] = before, after
        elif before or after:
            raise node.refuse("expected padding of rows and columns alone")
    if min(found) < 0:
        raise node.refuse(f"expected paddings of at least 0, got {found}")
    options = {"padding": found, "mode": MODES[mode], "value": constant}
    made = node.layer("pad", [value], options)
    return Value(made.layer, made.shape, value.axes)


OPERATORS = {"Pad": pad}

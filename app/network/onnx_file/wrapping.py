"""Circular padding as parts of a volume around itself: `Slice` and `Concat`.

The older exporter of PyTorch writes it so, one axis after the other: the last rows, all rows, the
first rows.
"""

from collections.abc import Iterable

from onnx import NodeProto

from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Part, Value


def wraps(node: NodeProto, nodes: Iterable[NodeProto]) -> bool:
    """Whether a `Slice` is only ever joined to what it is a part of."""
    takers = [taker for taker in nodes if node.output[0] in taker.input]
    return bool(takers) and all(
        taker.op_type == "Concat" and node.input[0] in taker.input for taker in takers
    )


def part(node: Node) -> Part:
    """The part of a volume that a `Slice` takes."""
    value = node.value()
    if "starts" in node.attributes:
        starts, ends = node.attributes.wholes("starts"), node.attributes.wholes("ends")
        axes, steps = node.attributes.wholes("axes"), None
    else:
        starts, ends, axes, steps = (node.whole(number) for number in (1, 2, 3, 4))
    if not axes or len(axes) != 1 or len(starts or ()) != 1 or len(ends or ()) != 1:
        raise node.refuse(f"expected a part along one axis, got the axes {axes}")
    axis = node.axis(axes[0], len(value.axes) + 1)
    of = value.axes[axis - 1] if axis else None
    if of not in (1, 2) or (steps or [1]) != [1]:
        raise node.refuse(
            f"expected neighbouring rows or columns, got axis {axis} with the steps {steps}"
        )
    begin, end, _ = slice((starts or [0])[0], (ends or [0])[0]).indices(value.shape[of])
    if end <= begin:
        raise node.refuse(f"expected a part with cells, got {begin} to {end}")
    return Part(value, of, begin, end)


def wrapped(node: Node) -> Value:
    """A layer `pad`, circular, of a `Concat` of a volume and parts of it."""
    wholes = [number for number, found in enumerate(node.inputs) if isinstance(found, Value)]
    if len(wholes) != 1 or len(node.inputs) > 3:
        raise node.refuse("expected one volume between parts of it, as in circular padding")
    value = node.value(wholes[0])
    axis = node.axis(node.attributes.whole("axis", 1), len(value.axes) + 1)
    padding = [0] * 4
    for number, found in enumerate(node.inputs):
        if number == wholes[0]:
            continue
        before = number < wholes[0]
        if not isinstance(found, Part) or not found.value.same(value):
            raise node.refuse("expected parts of the one volume, as in circular padding")
        size = value.shape[found.axis]
        side = found.axis - 1 if before else found.axis + 1
        at_end = found.end == size if before else found.begin == 0
        if axis == 0 or value.axes[axis - 1] != found.axis or not at_end or padding[side]:
            raise node.refuse(
                "expected the last rows or columns before a volume and the first ones behind it, "
                f"as in circular padding; got {found.begin} to {found.end} of {size} "
                f"{'before' if before else 'behind'} it"
            )
        padding[side] = found.end - found.begin
    made = node.layer("pad", [value], {"padding": padding, "mode": "circular"})
    return Value(made.layer, made.shape, value.axes)

"""Nodes of constants alone: the little that exporters compute about shapes, and weights' layouts.

Every result is bounded before it is allocated.
"""

from collections.abc import Callable

import numpy as np
from onnx import TensorProto

from app.network.onnx_file.node import Node
from app.network.onnx_file.tensors import TYPES

MOST_COMPUTED = 2**16
"""Elements of a computed constant, at most; layouts of weights keep the size that they have."""


def array(node: Node, number: int = 0) -> np.ndarray:
    """An input, a constant."""
    return node.constant(number)


def bounded(node: Node, count: int) -> None:
    """Raises where a constant would have more elements than are computed."""
    if count > MOST_COMPUTED:
        raise node.refuse(f"expected a constant of at most {MOST_COMPUTED} values, got {count}")


def fold(node: Node) -> np.ndarray:
    """The constant that the node computes.

    Raises:
        UnsupportedNode: its inputs do not fit, or the result would be too large.
    """
    try:
        with np.errstate(all="ignore"):
            return FOLDS[node.kind](node)
    except (ValueError, IndexError, TypeError, OverflowError) as error:
        raise node.refuse(f"its constants do not fit: {str(error)[:200]}") from None


def constant(node: Node) -> np.ndarray:
    """The value of the one attribute that is given."""
    attributes = node.attributes
    if "value" in attributes:
        found = attributes.tensor("value")
    elif "value_int" in attributes:
        found = np.array(attributes.whole("value_int", 0))
    elif "value_float" in attributes:
        found = np.array(attributes.number("value_float", 0.0), np.float32)
    elif "value_ints" in attributes:
        found = np.array(attributes.wholes("value_ints"), np.int64)
    elif "value_floats" in attributes:
        found = np.array(attributes.numbers("value_floats"), np.float32)
    else:
        found = None
    if found is None:
        raise node.refuse("expected a value: a tensor or numbers")
    return found


def cast(node: Node) -> np.ndarray:
    """The same values in another type."""
    to = node.attributes.whole("to", TensorProto.FLOAT)
    node.attributes.whole("saturate", 1)
    node.attributes.text("round_mode", "up")
    if to not in TYPES:
        raise node.refuse(f"expected a type of numbers as `to`, got {to}")
    return array(node).astype(TYPES[to][0])


def concat(node: Node) -> np.ndarray:
    """One after the other, along an axis."""
    parts = [array(node, number) for number in range(len(node.inputs))]
    bounded(node, sum(part.size for part in parts))
    return np.concatenate(parts, node.attributes.whole("axis", 0))


def gather(node: Node) -> np.ndarray:
    """The values at given places of an axis."""
    data, places = array(node), array(node, 1)
    axis = node.axis(node.attributes.whole("axis", 0), data.ndim)
    bounded(node, data.size // max(data.shape[axis], 1) * places.size)
    return np.asarray(np.take(data, places.astype(np.int64), axis))


def slices(node: Node) -> np.ndarray:
    """A part of each axis: attributes in the oldest files, inputs in newer ones."""
    data = array(node)
    if "starts" in node.attributes:
        starts = node.attributes.wholes("starts") or []
        ends = node.attributes.wholes("ends") or []
        axes, steps = node.attributes.wholes("axes"), None
    else:
        starts, ends = node.whole(1) or [], node.whole(2) or []
        axes, steps = node.whole(3), node.whole(4)
    picked = [slice(None)] * data.ndim
    axes = list(range(len(starts))) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=True):
        # A negative step that ends before the first value has no positive end.
        until = None if step < 0 and end < -data.shape[node.axis(axis, data.ndim)] else end
        picked[node.axis(axis, data.ndim)] = slice(start, until, step)
    return data[tuple(picked)]


def unsqueeze(node: Node) -> np.ndarray:
    """New axes of one place."""
    axes = node.axes() or []
    return np.expand_dims(array(node), tuple(axes))


def squeeze(node: Node) -> np.ndarray:
    """Without axes of one place."""
    axes = node.axes()
    return np.squeeze(array(node), None if axes is None else tuple(axes))


def reshape(node: Node) -> np.ndarray:
    """The same values in another shape."""
    data, target = array(node), node.whole(1) or []
    keep = not node.attributes.flag("allowzero")
    sizes = [
        data.shape[axis] if size == 0 and keep and axis < data.ndim else size
        for axis, size in enumerate(target)
    ]
    return data.reshape(sizes)


def transpose(node: Node) -> np.ndarray:
    """The axes in another order."""
    return array(node).transpose(node.attributes.wholes("perm"))


def filled(node: Node) -> np.ndarray:
    """One value everywhere."""
    shape = node.whole(0) or []
    if any(size < 0 for size in shape):
        raise node.refuse(f"expected sizes of at least 0, got {shape}")
    count = 1
    for size in shape:
        count *= size
    bounded(node, count)
    value = node.attributes.tensor("value")
    return np.full(shape, np.float32(0) if value is None else value.reshape(-1)[0])


def counted(node: Node) -> np.ndarray:
    """Numbers from a start to a limit, by a step."""
    start, limit, step = (array(node, number).reshape(()) for number in range(3))
    if step == 0:
        raise node.refuse("expected a step other than 0")
    count = max(int(np.ceil((float(limit) - float(start)) / float(step))), 0)
    bounded(node, count)
    return (start + step * np.arange(count)).astype(start.dtype)


Operation = Callable[[np.ndarray, np.ndarray], np.ndarray]


def arithmetic(operation: Operation) -> Callable[[Node], np.ndarray]:
    """A fold of two constants, element by element."""

    def folded(node: Node) -> np.ndarray:
        left, right = array(node), array(node, 1)
        count = 1
        for size in np.broadcast_shapes(left.shape, right.shape):
            count *= size
        bounded(node, count)
        return np.asarray(operation(left, right), left.dtype)

    return folded


def quotient(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The quotient; of whole numbers towards zero."""
    if left.dtype.kind == "f":
        return np.asarray(left / right)
    if not right.all():
        raise ValueError("division by zero")
    return np.asarray(np.sign(left) * np.sign(right) * (np.abs(left) // np.abs(right)))


def shape(node: Node) -> np.ndarray:
    """The sizes of a constant's axes."""
    return sizes_between(node, array(node).shape)


def sizes_between(node: Node, sizes: tuple[int, ...]) -> np.ndarray:
    """The sizes from the attribute `start` to `end`, which count from the end where negative."""
    begin = node.attributes.whole("start", 0)
    end = node.attributes.whole("end", len(sizes))
    return np.array(sizes[begin:end], np.int64)


FOLDS: dict[str, Callable[[Node], np.ndarray]] = {
    "Add": arithmetic(np.add),
    "Cast": cast,
    "Concat": concat,
    "Constant": constant,
    "ConstantOfShape": filled,
    "Div": arithmetic(quotient),
    "Gather": gather,
    "Identity": array,
    "Mul": arithmetic(np.multiply),
    "Range": counted,
    "Reshape": reshape,
    "Shape": shape,
    "Slice": slices,
    "Squeeze": squeeze,
    "Sub": arithmetic(np.subtract),
    "Transpose": transpose,
    "Unsqueeze": unsqueeze,
}
"""The fold of each kind of node."""

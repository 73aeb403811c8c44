"""What changes the axes of a value, not its cells."""

from math import prod

import numpy as np

from app.network.onnx_file.folding import sizes_between
from app.network.onnx_file.node import Node
from app.network.onnx_file.value import Value


def reshaped(node: Node, value: Value, sizes: tuple[int, ...]) -> Value:
    """The value with axes of other sizes after the batch: flattened, or with axes of one place.

    Raises:
        UnsupportedNode: the cells would lie in another way.
    """
    if sizes == value.sizes:
        return node.each("identity")
    if sizes == (prod(value.shape),):
        return flattened(node, value)
    places = tuple(axis for axis in value.axes if axis is not None and value.shape[axis] > 1)
    large = tuple(size for size in sizes if size > 1)
    if value.order is None and len(large) <= 1 and len(places) <= 1 and len(sizes) == 3:
        # One cell for each slice; the slices may lie on any axis.
        at = sizes.index(large[0]) if large else 0
        if len(value.shape) == 1:
            made = node.layer("unflatten", [value], {"rows": 1, "cols": 1})
        elif places in ((), (0,)):
            made = value
        else:
            raise node.refuse(f"expected one cell for each slice, got {value.shape}")
        others = iter((1, 2))
        return made.seen(tuple(0 if axis == at else next(others) for axis in range(3)))
    if value.plain and len(value.shape) == 1 and len(sizes) == 3 and prod(sizes) == value.shape[0]:
        return node.layer("unflatten", [value], {"rows": sizes[1], "cols": sizes[2]})
    raise node.refuse(
        f"expected to flatten a volume to a vector, or the reverse; got {(1, *value.sizes)} "
        f"to {(1, *sizes)}"
    )


def flattened(node: Node, value: Value) -> Value:
    """A layer `flatten`; where the axes are transposed, its units keep the layer's own order."""
    if len(value.shape) == 1:
        return Value.of(value.layer, value.shape)
    made = node.layer("flatten", [value])
    present = [axis for axis in value.axes if axis is not None]
    if present == sorted(present):
        return made
    missing = [axis for axis in range(3) if axis not in present]
    numbers = np.arange(prod(value.shape)).reshape(value.shape)
    return Value(made.layer, made.shape, (0,), numbers.transpose(present + missing).reshape(-1))


def reshape(node: Node) -> Value:
    """To the sizes of a constant; one may be open (-1), and 0 keeps what is there."""
    value = node.value()
    target = node.whole(1) or []
    keeps = not node.attributes.flag("allowzero")
    old = (1, *value.sizes)
    sizes = [
        old[axis] if size == 0 and keeps and axis < len(old) else size
        for axis, size in enumerate(target)
    ]
    cells = prod(value.sizes)
    if sizes and sizes[0] == node.batch:
        sizes[0] = 1
    if sizes.count(-1) == 1:
        rest = prod(size for size in sizes if size != -1)
        sizes[sizes.index(-1)] = cells // rest if rest > 0 else 0
    if len(sizes) < 2 or sizes[0] != 1 or min(sizes) < 1 or prod(sizes) != cells:
        raise node.refuse(
            f"expected the sizes of {(1, *value.sizes)} in another form, the batch first; "
            f"got {target}"
        )
    return reshaped(node, value, tuple(sizes[1:]))


def flatten(node: Node) -> Value:
    """All axes after the batch become one."""
    value = node.value()
    if node.axis(node.attributes.whole("axis", 1), len(value.axes) + 2) != 1:
        raise node.refuse("expected all axes after the batch to become one")
    return reshaped(node, value, (prod(value.shape),))


def squeeze(node: Node) -> Value:
    """Without axes of one place."""
    value = node.value()
    rank = len(value.axes) + 1
    axes = node.axes()
    if axes is None:
        raise node.refuse("expected axes: without them the batch would be lost, too")
    gone = {node.axis(axis, rank) for axis in axes}
    if 0 in gone or any(value.sizes[axis - 1] != 1 for axis in gone):
        raise node.refuse(f"expected axes of one place after the batch, got {sorted(gone)}")
    seen = tuple(axis for place, axis in enumerate(value.axes, 1) if place not in gone)
    if len(seen) == 1 and len(value.shape) == 3:
        return flattened(node, value)
    return value.seen(seen)


def unsqueeze(node: Node) -> Value:
    """With new axes of one place."""
    value = node.value()
    axes = node.axes() or []
    rank = len(value.axes) + 1 + len(axes)
    new = {node.axis(axis, rank) for axis in axes}
    if 0 in new or rank > 4:
        raise node.refuse(f"expected new axes after the batch, four in all; got {sorted(new)}")
    old = iter(value.sizes)
    sizes = tuple(1 if axis in new else next(old) for axis in range(1, rank))
    if rank < 4:
        before = iter(value.axes)
        return value.seen(tuple(None if axis in new else next(before) for axis in range(1, rank)))
    return reshaped(node, value, sizes)


def transpose(node: Node) -> Value:
    """Another view of the same layer."""
    value = node.value()
    rank = len(value.axes) + 1
    order = node.attributes.wholes("perm") or list(range(rank))[::-1]
    if sorted(order) != list(range(rank)) or order[0] != 0:
        raise node.refuse(f"expected the batch to stay first, got the order {order}")
    return Value(
        value.layer, value.shape, tuple(value.axes[axis - 1] for axis in order[1:]), value.order
    )


def shape(node: Node) -> np.ndarray:
    """The sizes of the axes, for one picture: a constant."""
    return sizes_between(node, (1, *node.value().sizes))


OPERATORS = {
    "Flatten": flatten,
    "Reshape": reshape,
    "Shape": shape,
    "Squeeze": squeeze,
    "Transpose": transpose,
    "Unsqueeze": unsqueeze,
}

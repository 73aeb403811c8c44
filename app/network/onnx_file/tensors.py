"""Tensors of an ONNX file as arrays, checked before anything is allocated."""

from math import prod

import numpy as np
from onnx import TensorProto

from app.errors import MalformedOnnx
from app.network.deadline import look
from app.network.quoted import quoted

MOST_AXES = 8
FLOATS = {TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.DOUBLE}
"""The types of floats that are taken."""
PART = 2**16
"""Numbers of a list that are copied at once: protobuf gives them one by one, and nothing else of
the process runs meanwhile."""

TYPES: dict[int, tuple[str, str]] = {
    TensorProto.FLOAT: ("<f4", "float_data"),
    TensorProto.DOUBLE: ("<f8", "double_data"),
    TensorProto.FLOAT16: ("<f2", "int32_data"),
    TensorProto.INT64: ("<i8", "int64_data"),
    TensorProto.INT32: ("<i4", "int32_data"),
    TensorProto.INT8: ("i1", "int32_data"),
    TensorProto.UINT8: ("u1", "int32_data"),
    TensorProto.BOOL: ("?", "int32_data"),
}
"""The types that are taken: each in memory, and the field that holds it where no bytes do."""


def array(tensor: TensorProto) -> np.ndarray:
    """The values of a tensor, in its shape and type; read-only.

    Raises:
        MalformedOnnx: its values lie in another file, its type is not taken, or its shape does not
            fit its values; names the tensor.
    """
    shape = checked_shape(tensor)
    kind, _ = TYPES[tensor.data_type]
    if not tensor.HasField("raw_data"):
        return listed(tensor, prod(shape)).reshape(shape)
    raw, size = tensor.raw_data, prod(shape) * np.dtype(kind).itemsize
    if len(raw) != size:
        raise malformed(tensor, f"expected {size} bytes for shape {shape}, got {len(raw)}")
    return np.frombuffer(raw, kind).reshape(shape)


def checked_shape(tensor: TensorProto) -> tuple[int, ...]:
    """The shape of a tensor that the file has whole, in a type that is taken; raises as `array`."""
    if tensor.data_location == TensorProto.EXTERNAL or tensor.external_data:
        raise malformed(
            tensor,
            "expected its values in this file, got a reference to another one: export with "
            "torch.onnx.export(..., external_data=False), or join both with "
            'onnx.save(onnx.load("model.onnx"), "whole.onnx")',
        )
    if tensor.HasField("segment"):
        raise malformed(tensor, "expected all of its values at one place, got a segment")
    if tensor.data_type not in TYPES:
        known = ", ".join(TensorProto.DataType.Name(kind) for kind in TYPES)
        names = TensorProto.DataType.values()
        got = tensor.data_type
        shown = TensorProto.DataType.Name(got) if got in names else str(got)
        raise malformed(tensor, f"expected one of the types {known}; got {shown}")
    if len(tensor.dims) > MOST_AXES:
        raise malformed(tensor, f"expected at most {MOST_AXES} axes, got {len(tensor.dims)}")
    shape = tuple(tensor.dims)
    if any(size < 0 for size in shape):
        raise malformed(tensor, f"expected sizes of at least 0, got {shape}")
    return shape


def listed(tensor: TensorProto, count: int) -> np.ndarray:
    """The `count` values of a tensor that has them as a list of numbers; raises as `array`."""
    kind, field = TYPES[tensor.data_type]
    stored = getattr(tensor, field)
    if len(stored) != count:
        shape = tuple(tensor.dims)
        raise malformed(tensor, f"expected {count} values for shape {shape}, got {len(stored)}")
    # Halves are stored as their bits, in a whole number each.
    values = np.empty(count, {"<f2": "<u2"}.get(kind, kind))
    try:
        for begin in range(0, count, PART):
            look()
            values[begin : begin + PART] = stored[begin : begin + PART]
    except OverflowError:
        raise malformed(tensor, f"expected values that fit {np.dtype(kind)}") from None
    values = values.view(kind)
    values.setflags(write=False)
    return values


def malformed(tensor: TensorProto, why: str) -> MalformedOnnx:
    """The error that names a tensor."""
    name = quoted(tensor.name or "a constant")
    return MalformedOnnx(f"tensor {name}: {why}", name)

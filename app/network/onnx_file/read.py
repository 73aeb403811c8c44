"""From the bytes of an ONNX file to a network's spec and weights."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from google.protobuf.message import DecodeError
from onnx import ModelProto
from pydantic import ValidationError
from torch import Tensor

from app.errors import BrokenNetwork, ChooseReduce, ChooseReduceOfTwo, MalformedOnnx, RefusedFile
from app.network.invalid_field import first_of
from app.network.layers.layer import Shape
from app.network.onnx_file import formats, wire
from app.network.onnx_file.builder import Builder
from app.network.onnx_file.convert import Conversion
from app.network.onnx_file.graph import LARGEST, SMALLEST
from app.network.onnx_file.value import Value
from app.network.quoted import quoted
from app.network.reduce import Reduce
from app.network.spec import MOST_OUTPUTS, Spec

APART = (
    "Each output is the largest value of its own slice, wherever that is: outputs that exclude "
    "each other at each place can be large together."
)
"""What people are told of a map whose slices are reduced to their largest values."""


DIFFERENCE = "The largest difference of the two slices, at any place, decides."
"""What people are told of a map of two slices whose largest difference is the answer."""
PROBABILITY = "The Softmax over them is left out; the scores are its shares there."
"""What they are told where the slices were shares."""


@dataclass(frozen=True, eq=False)
class Imported:
    """A network from an ONNX file.

    Attributes:
        spec: its layers have no roles yet, and its outputs are called `output 0` and so on.
        weights: float32, by public name, `layer.weight`.
        values: for a layer the name of the file's tensor that it equals. Layers without one equal
            none: their axes lie in another order there, or they were appended.
        sources: for layers that the file's author named, that name; see `source_name`.
        input_name: the name of the file's tensor that is the picture.
        output_name: the name of the file's tensor that is the output.
        reduced: how the map that the network ends in became one answer; None where it ends in a
            vector.
        notes: what else was done to the network, in sentences.
    """

    spec: Spec
    weights: Mapping[str, Tensor]
    values: Mapping[str, str]
    sources: Mapping[str, str]
    input_name: str
    output_name: str
    reduced: Reduce | None
    notes: tuple[str, ...]


def read(raw: bytes, reduce: Reduce | None = None) -> Imported:
    """The network of an ONNX file.

    Nothing of the file is executed, and no other file is opened. Memory stays within a few times
    the file's size.

    Args:
        raw: the file; the caller bounds its size.
        reduce: how a map at the end becomes one answer; not used where the network ends in a
            vector.

    Raises:
        NotOnnx: the file has another format.
        MalformedOnnx: it breaks the rules of ONNX, or a bound.
        UnsupportedNode: a node is of a kind, or has an option, that is not taken.
        ChooseReduce: it ends in a map, and `reduce` is None.
        RefusedFile: the network as a whole is not taken; says why.
    """
    found = converted(parse(raw), reduce)
    name = quoted(found.input_name)
    check_picture(found.spec.input_shape, f"the input {name}", name)
    return found


def check_picture(shape: Shape, what: str, where: str) -> None:
    """Raises RefusedFile unless the input can be a picture; `what` names it in the message."""
    channels, *sizes = shape
    if channels not in (1, 3) or not all(SMALLEST <= size <= LARGEST for size in sizes):
        raise RefusedFile(
            f"expected {what} to have 1 or 3 channels and {SMALLEST} to {LARGEST} px; "
            f"got (channel, row, col) = {shape}",
            where,
        )


def parse(raw: bytes) -> ModelProto:
    """The model that the bytes describe; raises NotOnnx or MalformedOnnx."""
    formats.check(raw)
    wire.check(raw)
    model = ModelProto()
    try:
        model.ParseFromString(raw)
    except DecodeError as error:
        raise MalformedOnnx(f"expected an ONNX model: {error}") from None
    return model


def converted(model: ModelProto, reduce: Reduce | None = None) -> Imported:
    """The network of a parsed model; raises as `read`, whose bounds of the picture it lacks."""
    conversion = Conversion(model)
    result = conversion.run()
    if result.order is not None:
        raise RefusedFile(
            "expected an output flattened in the order channel, row, col; "
            "got the order row, col, channel"
        )
    ends_in_map = len(result.shape) == 3 and result.shape[1:] != (1, 1)
    try:
        spec = spec_of(conversion, as_vector(conversion.builder, result, reduce))
    except ValidationError as error:
        field = first_of(error)
        raise RefusedFile(f"{field.where}: {field.sentence}", field.where) from None
    except BrokenNetwork as error:
        raise RefusedFile(error.message, error.where) from None
    builder = conversion.builder
    return Imported(
        spec,
        builder.weights,
        builder.values,
        builder.sources,
        conversion.input_name,
        conversion.output_name,
        reduce if ends_in_map else None,
        tuple(builder.notes),
    )


def as_vector(builder: Builder, result: Value, reduce: Reduce | None) -> Value:
    """The output as one value each, with a layer more where it is a volume; raises ChooseReduce."""
    if len(result.shape) == 1:
        return result
    channels, rows, cols = result.shape
    if (rows, cols) == (1, 1):
        return builder.add("flatten", [result], {}, {})
    if reduce is None:
        of_two = ", or the difference of the two" if channels == 2 else ""
        slices = "1 slice" if channels == 1 else f"{channels} slices"
        raise (ChooseReduceOfTwo if channels == 2 else ChooseReduce)(
            f"the network ends in a map of {slices}, {rows} × {cols} cells: "
            f"expected a choice, the maximum or the mean over it{of_two} as the answer",
            "reduce",
        )
    if reduce == "difference":
        return difference(builder, result)
    if reduce == "max" and channels > 1:
        builder.note(APART)
    return builder.add({"max": "gmp", "mean": "gap"}[reduce], [result], {}, {})


def difference(builder: Builder, result: Value) -> Value:
    """Two outputs of a map of two slices: 0, and the largest value of the second less the first.

    Their softmax gives the second one the largest of the places' probabilities, where the two are
    logits: a softmax over them, after which a difference would be none of logits, is undone.

    Raises:
        ChooseReduce: the map has not two slices.
    """
    if result.shape[0] != 2:
        raise ChooseReduce(
            f"expected a map of 2 slices for their difference; got one of {result.shape[0]}: "
            "choose the maximum or the mean",
            "reduce",
        )
    builder.note(DIFFERENCE)
    last = builder.find(result.layer)
    if last is not None and last.kind == "softmax":
        builder.note(PROBABILITY)
        result = Value.of(last.inputs[0], result.shape)
    less = np.array([-1, 1], np.float32).reshape(1, 2, 1, 1)
    one = {"channels": 1, "kernel": 1, "padding": "valid", "bias": False}
    apart = builder.add("conv", [result], one, {"weight": less})
    largest = builder.add("gmp", [apart], {}, {})
    against = np.array([[0], [1]], np.float32)
    return builder.add("fc", [largest], {"units": 2, "bias": False}, {"weight": against})


def spec_of(conversion: Conversion, result: Value) -> Spec:
    """The spec of the layers on which the result depends.

    Raises:
        RefusedFile: there are too many outputs.
        BrokenNetwork, ValidationError: the layers do not make a network.
    """
    if (count := result.shape[0]) > MOST_OUTPUTS:
        raise RefusedFile(f"expected at most {MOST_OUTPUTS} outputs, got {count}")
    conversion.builder.prune(result.layer)
    spec = Spec(
        input_shape=conversion.input_shape,
        layers=tuple(conversion.builder.layers),
        outputs=tuple(f"output {number}" for number in range(count)),
    )
    spec.shapes()
    return spec

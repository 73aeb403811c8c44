"""The cases of single operators that ONNX ships: all whose operators are taken, and that fit.

A case fits where the reader's bounds allow it: one picture of the axes (batch, channel, row, col),
everything else constant. Cases are adapted in three ways alone: further inputs become constants
with the case's own values, for functions of one cell the picture's cells are arranged in four axes,
and ONNX's own converter brings the oldest models to opset 7.
"""

import warnings
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper, version_converter

from app.errors import ChooseReduce, RefusedFile
from app.network.build import assemble
from app.network.onnx_file.folding import FOLDS
from app.network.onnx_file.graph import OLDEST
from app.network.onnx_file.operators import OPERATORS
from app.network.onnx_file.read import converted
from app.network.trace import forward

DATA = Path(onnx.__file__).parent / "backend/test/data"
POINTWISE = {
    *("Cast", "Clip", "Dropout", "Gelu", "HardSigmoid", "HardSwish", "Identity", "LeakyRelu"),
    *("Relu", "Sigmoid", "Swish", "Tanh"),
}
ROUNDED = {"test_averagepool_2d_ceil_last_window_starts_on_pad"}
FLOOR = 105
"""Cases that are in, at least."""


def stored_cases():
    """The cases that lie in the wheel as files: name, model, inputs and outputs."""
    for folder in ("pytorch-converted", "pytorch-operator", "simple"):
        for path in sorted((DATA / folder).iterdir()):
            model = onnx.load(path / "model.onnx", load_external_data=False)
            data = path / "test_data_set_0"
            if set(kinds(model)) <= OPERATORS.keys() | FOLDS.keys():
                yield path.name, model, protos(data, "input"), protos(data, "output")


def protos(folder, prefix):
    """The tensors of a folder whose names begin so, in their order; no other types."""
    paths = sorted(folder.glob(f"{prefix}_*.pb"), key=lambda path: int(path.stem.split("_")[1]))
    return [numpy_helper.to_array(TensorProto.FromString(path.read_bytes())) for path in paths]


def computed_cases():
    """The cases of nodes, which the wheel has as code."""
    from onnx.backend.test.case.node import collect_testcases

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the code's own overflows
        cases = collect_testcases()
    for case in cases:
        if case.model is not None and set(kinds(case.model)) <= OPERATORS.keys() | FOLDS.keys():
            inputs, outputs = case.data_sets[0]
            yield case.name, case.model, inputs, outputs


def kinds(model):
    """The kinds of a model's nodes."""
    return [node.op_type for node in model.graph.node]


def adapted(model, inputs):
    """The model with one input, its first, and the picture of that input; ValueError with a reason
    why the case is out.
    """
    made = onnx.ModelProto()
    made.CopyFrom(model)
    version = {entry.domain: entry.version for entry in made.opset_import}.get("", 0)
    if version < OLDEST:
        made = version_converter.convert_version(made, OLDEST)
    graph = made.graph
    stored = {tensor.name for tensor in graph.initializer}
    free = [entry for entry in graph.input if entry.name not in stored]
    if not free or len(inputs) != len(free):
        raise ValueError("no input, or one that is left out")
    arrays = [np.asarray(array) for array in inputs]
    picture = arrays[0]
    if picture.dtype not in (np.float16, np.float32, np.float64):
        raise ValueError("a picture that is not of floats")
    for entry, array in zip(free[1:], arrays[1:], strict=True):
        graph.input.remove(entry)
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(array), entry.name))
    if set(kinds(made)) <= POINTWISE and picture.ndim < 4:
        picture = picture.reshape((1,) * (4 - picture.ndim) + picture.shape)
        free[0].CopyFrom(
            helper.make_tensor_value_info(
                free[0].name, free[0].type.tensor_type.elem_type, picture.shape
            )
        )
    if picture.ndim != 4:
        raise ValueError(f"a picture of {picture.ndim} axes")
    return made, picture


def answer(model, picture):
    """The network's tensor that equals the model's output."""
    try:
        found = converted(model)
    except ChooseReduce:
        found = converted(model, "max")
    values = forward(
        assemble("case", found.spec, found.weights), torch.from_numpy(picture.astype(np.float32))
    )
    layer = next((key for key, name in found.values.items() if name == found.output_name), None)
    if layer is not None:
        return values[layer].numpy()
    *_, before, last = [values["input"], *values.values()]
    softmax = {"Softmax": torch.softmax, "LogSoftmax": torch.log_softmax}
    if found.output_name in model.graph.node[-1].output and kinds(model)[-1] in softmax:
        return softmax[kinds(model)[-1]](last, 1).numpy()
    # Without its axes of one place; the layer that makes one answer of it was appended.
    return before.numpy()


def test_all_that_fit_compute_what_they_should(capsys):
    reasons, passed, wrong = defaultdict(Counter), [], {}
    for name, model, inputs, outputs in (*stored_cases(), *computed_cases()):
        try:
            made, picture = adapted(model, inputs)
            got = answer(made, picture)
        except ValueError as error:
            reasons[str(error)]["/".join(sorted(set(kinds(model))))] += 1
            continue
        except RefusedFile as error:
            reason = error.message.partition("): ")[2] or error.message
            reasons["refused: " + reason.partition(";")[0].partition(", got")[0]][
                "/".join(sorted(set(kinds(model))))
            ] += 1
            continue
        expected = np.asarray(outputs[0], np.float32)
        scale = float(np.abs(expected).max(initial=0)) or 1.0
        error = float(np.abs(got.reshape(expected.shape) - expected).max(initial=0)) / scale
        passed.append(name)
        # Some expected values are only as exact as float16, or as four written digits.
        coarse = np.asarray(outputs[0]).dtype.itemsize == 2 or name in ROUNDED
        limit = 1e-3 if coarse else 1e-5
        if not error <= limit:
            wrong[name] = error
    out = sum(sum(found.values()) for found in reasons.values())
    with capsys.disabled():
        print(f"\n{len(passed)} of {len(passed) + out} cases of operators on the list are in")
        for reason, found in sorted(reasons.items(), key=lambda pair: -sum(pair[1].values())):
            counts = ", ".join(f"{kind} {count}" for kind, count in found.most_common())
            print(f"  {sum(found.values())} out: {reason}: {counts}")
    assert wrong == {}
    assert len(passed) >= FLOOR

"""What else is read, what is refused, and what the refusals say."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from app.errors import ChooseReduce, RefusedFile, UnsupportedNode
from app.network.build import assemble
from app.network.onnx_file import operators
from app.network.onnx_file.convert import Conversion
from app.network.onnx_file.read import parse, read
from app.network.trace import forward
from tests.network.onnx_file.exporting import errors, expected, session


def constant(name, *shape, seed=0):
    """A constant of random numbers."""
    values = np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32)
    return numpy_helper.from_array(values, name)


def whole(name, *values):
    """A constant list of whole numbers."""
    return numpy_helper.from_array(np.array(values, np.int64), name)


def model(nodes, constants, shape, output="z", opset=17):
    """The bytes of a model that takes `x`; each node is a kind, inputs, an output and options."""
    graph = helper.make_graph(
        [
            helper.make_node(kind, inputs.split(), [name], f"{kind} {name}", **options)
            for kind, inputs, name, options in nodes
        ],
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_empty_tensor_value_info(output)],
        constants,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    made.ir_version = 8
    return made.SerializeToString()


def noise(*shape):
    """A picture with a batch axis."""
    return np.random.default_rng(1).random((1, *shape), np.float32)


TURN, BACK = {"perm": [0, 3, 1, 2]}, {"perm": [0, 2, 3, 1]}

KERAS = model(
    [
        ("Transpose", "x", "t", TURN),
        ("Conv", "t w1 b1", "c", {"auto_pad": "SAME_UPPER", "strides": [2, 2]}),
        ("Transpose", "c", "u", BACK),
        ("Relu", "u", "r", {}),
        ("Mul", "r scale", "m", {}),
        ("Transpose", "m", "v", TURN),
        ("MaxPool", "v", "p", {"kernel_shape": [2, 2], "strides": [2, 2], "auto_pad": "VALID"}),
        ("Transpose", "p", "q", BACK),
        ("Reshape", "q flat", "f", {}),
        ("MatMul", "f w2", "d", {}),
        ("Add", "d b2", "z", {}),
    ],
    [
        *(constant("w1", 4, 1, 3, 3), constant("b1", 4), constant("scale", 4)),
        *(constant("w2", 4 * 4 * 5, 6), constant("b2", 6), whole("flat", -1, 80)),
    ],
    ("N", 16, 20, 1),
)
"""As converters of Keras write it: channels last, turned before and after what needs them first."""


def test_channels_last_are_read_where_they_are_turned():
    found = read(KERAS)
    assert found.spec.input_shape == (1, 16, 20)
    kinds = [layer.kind for layer in found.spec.layers]
    assert kinds == ["conv", "relu", "affine", "maxpool", "flatten", "fc"]
    assert found.notes == ("Channels come last in the file; here they come first.",)
    assert found.values == {"conv1": "c", "maxpool1": "p", "fc1": "z"}
    picture = noise(16, 20, 1)
    truth = expected(KERAS, ["r", "c", "p", "z"], "x", picture)
    turned = torch.from_numpy(picture.transpose(0, 3, 1, 2).copy())
    values = forward(assemble("keras", found.spec, found.weights), turned)
    for layer, name in {"conv1": "c", "maxpool1": "p", "fc1": "z"}.items():
        np.testing.assert_allclose(values[layer].numpy(), truth[name], rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(
        values["relu1"].numpy().transpose(0, 2, 3, 1), truth["r"], rtol=1e-5, atol=1e-5
    )


def test_a_file_of_keras_itself_is_read():
    """`model.export(format="onnx")` of Keras 3.15.1 with its torch backend, random weights.

    Conv2D (same), MaxPooling2D, Conv2D (same, stride 2), BatchNormalization, ReLU, a residual
    DepthwiseConv2D, Flatten, Dropout, Dense with softmax; 28 × 28 px, 1 channel, which comes last.
    """
    raw = (Path(__file__).parents[2] / "data" / "networks" / "keras.onnx").read_bytes()
    found = read(raw)
    assert found.spec.input_shape == (1, 28, 28)
    kinds = [layer.kind for layer in found.spec.layers]
    assert [kind for kind in kinds if kind not in ("affine", "identity")] == [
        *("conv", "relu", "maxpool", "pad", "conv", "relu", "conv", "add", "flatten", "fc")
    ]
    # Its many changes of type are no layers.
    assert kinds.count("identity") <= 1
    picture = noise(28, 28, 1)
    [truth] = session(onnx.load_from_string(raw)).run(None, {found.input_name: picture})
    turned = torch.from_numpy(picture.transpose(0, 3, 1, 2).copy())
    *_, logits = forward(assemble("keras", found.spec, found.weights), turned).values()
    np.testing.assert_allclose(logits.softmax(1).numpy(), truth, rtol=1e-5, atol=1e-6)


def test_channels_last_are_refused_where_they_are_not_turned():
    raw = model(
        [("Transpose", "x", "t", BACK), ("Conv", "t w", "z", {})],
        [constant("w", 2, 16, 1, 1)],
        (1, 3, 16, 16),
    )
    with pytest.raises(UnsupportedNode, match=r"\(Conv\): .* export with channels first"):
        read(raw, "max")


@pytest.mark.parametrize(
    "nodes",
    [
        [("ReduceMean", "x", "y", {"axes": [3]}), ("ReduceMean", "y", "z", {"axes": [2]})],
        [
            ("ReduceMean", "x", "y", {"axes": [-1], "keepdims": 0}),
            ("ReduceMean", "y", "z", {"axes": [2], "keepdims": 1}),
        ],
        [("ReduceMean", "x", "z", {"axes": [2, 3], "keepdims": 0})],
        [("ReduceMax", "x", "y", {"axes": [2, 3]}), ("Squeeze", "y last", "z", {})],
        [("ReduceMean", "x", "y", {"axes": [1]}), ("Flatten", "y", "z", {})],
        [("Sub", "one x", "y", {}), ("Div", "y each", "t", {}), ("Flatten", "t", "z", {})],
        [("Mul", "x x", "y", {}), ("Flatten", "y", "z", {})],
        [("GlobalAveragePool", "x", "y", {}), ("Mul", "y x", "t", {}), ("Flatten", "t", "z", {})],
        [("PRelu", "x each", "y", {}), ("Flatten", "y", "z", {})],
        [("Clip", "x one", "y", {}), ("Flatten", "y", "z", {})],
        [("Pad", "x pads one", "y", {}), ("GlobalAveragePool", "y", "z", {})],
        [
            *(("Shape", "x", "s", {"end": 1}), ("Concat", "s rest", "t", {"axis": 0})),
            ("Reshape", "x t", "z", {}),
        ],
    ],
)
def test_smaller_forms_equal_onnx_runtime(nodes):
    constants = [
        numpy_helper.from_array(np.float32(0.25), "one"),
        *(constant("each", 3, 1, 1), whole("last", 2, 3), whole("rest", -1)),
        whole("pads", 0, 0, 1, 2, 0, 0, 0, 3),
    ]
    raw = model(nodes, constants, (1, 3, 16, 18))
    found = read(raw, "mean")
    assert max(errors(raw, found, noise(3, 16, 18)).values(), default=0) <= 1e-6
    got = list(
        forward(
            assemble("net", found.spec, found.weights), torch.from_numpy(noise(3, 16, 18))
        ).values()
    )[-1]
    truth = expected(raw, ["z"], "x", noise(3, 16, 18))["z"]
    np.testing.assert_allclose(got.numpy().reshape(truth.shape), truth, rtol=1e-5, atol=1e-6)


def test_a_map_without_a_choice_asks_for_one():
    raw = model([("Conv", "x w", "z", {})], [constant("w", 2, 3, 3, 3)], (1, 3, 20, 16))
    with pytest.raises(ChooseReduce, match="2 slices, 18 × 14 cells") as caught:
        read(raw)
    assert caught.value.code == "choose_reduce_of_two"
    assert caught.value.where == "reduce"


def test_an_unknown_kind_is_refused_with_its_name_and_all_that_is_taken():
    raw = model([("Resize", "x", "z", {})], [], (1, 3, 16, 16))
    with pytest.raises(UnsupportedNode, match="node Resize z is a Resize, which is not taken") as e:
        read(raw)
    assert all(name in e.value.message for name in operators.OPERATORS)
    assert e.value.where == "Resize z"


@pytest.mark.parametrize(
    ("nodes", "said"),
    [
        (
            [("Reshape", "x rows", "r", {}), ("LSTM", "r w w", "z", {"hidden_size": 2})],
            "node LSTM z is a LSTM, which is not taken; ",
        ),
        (
            [("Reshape", "x rows", "r", {}), ("InstanceNormalization", "r b b", "z", {})],
            "node InstanceNormalization z is a InstanceNormalization, which is not taken; ",
        ),
        (
            [("Slice", "x one two one", "s", {}), ("Split", "s", "z", {"axis": 1})],
            "node Split z is a Split, which is not taken, "
            "nor is Slice of what depends on the picture; ",
        ),
        (
            [("Relu", "x", "r", {}), ("Gather", "r one", "z", {"axis": 1})],
            "node Gather z is a Gather of what depends on the picture, which is not taken; ",
        ),
        (
            [("Gather", "x one", "g", {"axis": 1}), ("LSTM", "g b b", "z", {"hidden_size": 2})],
            "node LSTM z is a LSTM, which is not taken, "
            "nor is Gather of what depends on the picture; ",
        ),
    ],
    ids=["LSTM", "group norm", "chunk", "gather", "LSTM behind a gather"],
)
def test_the_kind_is_told_before_what_would_fail_at_an_earlier_node(nodes, said):
    constants = [whole("rows", 1, 16, 48), whole("one", 1), whole("two", 2), constant("b", 3)]
    with pytest.raises(UnsupportedNode) as caught:
        read(model(nodes, [*constants, constant("w", 1, 8, 48)], (1, 3, 16, 16)))
    assert caught.value.message.startswith(said)


def test_sizes_that_a_graph_computes_of_the_picture_are_constants():
    nodes = [
        ("Shape", "x", "s", {}),
        ("Gather", "s first", "n", {"axis": 0}),
        ("Concat", "n rest", "sizes", {"axis": 0}),
        ("Reshape", "x sizes", "z", {}),
    ]
    constants = [whole("first", 0), whole("rest", -1)]
    assert read(model(nodes, constants, (1, 3, 16, 16))).spec.layers[-1].kind == "flatten"


@pytest.mark.parametrize(
    ("before", "turn", "last"),
    [
        ([], {"perm": [0, 3, 1, 2]}, True),
        ([("Mul", "x half", "y", {})], {"perm": [0, 3, 1, 2]}, True),
        ([("Relu", "x", "y", {})], {"perm": [0, 3, 1, 2]}, False),
        ([], {"perm": [0, 2, 3, 1]}, False),
    ],
    ids=["at once", "scaled first", "after a layer", "another order"],
)
def test_channels_are_last_only_where_the_pictures_own_axes_are_turned(before, turn, last):
    picture = "y" if before else "x"
    nodes = [*before, ("Transpose", f"{picture}", "t", turn), ("Flatten", "t", "z", {})]
    raw = model(nodes, [numpy_helper.from_array(np.float32(0.5), "half")], (1, 16, 20, 3))
    shape = Conversion(parse(raw)).input_shape
    assert shape == ((3, 16, 20) if last else (16, 20, 3))


@pytest.mark.parametrize("at", ["x", "half"])
def test_a_product_with_the_transposed_input_is_no_gelu(at):
    swap = {"perm": [0, 1, 3, 2]}
    turned = {"x": ("x", "t"), "half": ("h", "u")}[at]
    nodes = [
        ("Div", "x root", "d", {}),
        ("Erf", "d", "e", {}),
        ("Add", "e one", "a", {}),
        *([("Mul", "x half", "h", {})] if at == "half" else []),
        ("Transpose", turned[0], turned[1], swap),
        ("Mul", f"a {turned[1]}", "m" if at == "x" else "z", {}),
        *([("Mul", "m half", "z", {})] if at == "x" else []),
    ]
    numbers = {"root": 2**0.5, "one": 1, "half": 0.5}
    constants = [numpy_helper.from_array(np.float32(n), name) for name, n in numbers.items()]
    with pytest.raises(UnsupportedNode, match="within GELU, followed by"):
        read(model(nodes, constants, (1, 3, 16, 16)), "max")


@pytest.mark.parametrize(
    ("nodes", "match"),
    [
        ([("Add", "x map", "z", {})], "one number for each channel, or one for all"),
        ([("Div", "one x", "z", {})], "a value divided by a constant"),
        ([("Relu", "x", "y", {}), ("Sub", "x y", "z", {})], "got two values"),
        ([("Conv", "x w", "z", {"group": 2})], "3 channels in 2 groups"),
        ([("Conv", "x w", "z", {"auto_pad": "ODD"})], "got 'ODD'"),
        ([("Conv", "x w", "z", {"kernel_shape": [2, 2]})], "differ in their sizes"),
        ([("Conv", "w x", "z", {})], "expected input 0 to depend on the picture, got a constant"),
        ([("Softmax", "x", "y", {"axis": 3}), ("Relu", "y", "z", {})], "the axis of channels, 1"),
        ([("LogSoftmax", "x", "y", {"axis": 1}), ("Relu", "y", "z", {})], "only at the end"),
        ([("Reshape", "x halves", "z", {})], "to flatten a volume to a vector"),
        ([("Cast", "x", "z", {"to": TensorProto.INT64})], "a type of floats"),
        ([("Concat", "x x", "z", {"axis": 2})], "the axis of channels, got 2"),
        *(
            ([("Slice", f"x {ends} axis", "s", {}), ("Concat", joined, "z", {"axis": axis})], said)
            for ends, joined, axis, said in (
                ("first two", "s x", 2, "got 0 to 2 of 16 before it"),
                ("last far", "x s", 2, "got 15 to 16 of 16 behind it"),
                ("first two", "x s", 3, "got 0 to 2 of 16 behind it"),
                ("first two", "x s s", 2, "got 0 to 2 of 16 behind it"),
                ("first two", "x x s", 2, "expected one volume between parts of it"),
                ("two first", "x s", 2, "expected a part with cells, got 2 to 0"),
            )
        ),
        (
            [("Slice", "x first two channels", "s", {}), ("Concat", "x s", "z", {"axis": 1})],
            "expected neighbouring rows or columns, got axis 1",
        ),
        (
            [("Slice", "x first two axis two", "s", {}), ("Concat", "x s", "z", {"axis": 2})],
            r"rows or columns, got axis 2 with the steps \[2\]",
        ),
        ([("Transpose", "x", "z", {"perm": [1, 0, 2, 3]})], "the batch to stay first"),
        ([("Erf", "x", "z", {})], "within GELU"),
        ([("Pow", "x one", "z", {})], "the exponent 2 or 3"),
        ([("BatchNormalization", "x e e e e", "z", {"training_mode": 1})], "eval"),
        ([("Pad", "x pads", "z", {"mode": "odd"})], "got 'odd'"),
        ([("Pad", "x pads", "z", {})], "rows and columns alone"),
        ([("ReduceMean", "x", "z", {"axes": [0]})], "axes after the batch"),
        ([("Swish", "x", "z", {"alpha": 2.0})], "expected 1 as attribute 'alpha'"),
        ([("MaxPool", "x", "z", {})], "size"),
        ([("MatMul", "x w2", "z", {})], "a vector behind the batch"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_an_option_that_is_not_taken_is_refused_with_its_node(nodes, match):
    constants = [
        *(constant("map", 1, 3, 16, 16), constant("one", 1), constant("w", 2, 3, 3, 3)),
        *(constant("w2", 16, 2), constant("e", 3), whole("halves", 1, 6, 8, 16)),
        whole("pads", 0, 1, 0, 0, 0, 0, 0, 0),
        *(whole("first", 0), whole("two", 2), whole("last", -1), whole("far", 2**63 - 1)),
        *(whole("axis", 2), whole("channels", 1)),
    ]
    with pytest.raises(UnsupportedNode, match=match) as caught:
        read(model(nodes, constants, (1, 3, 16, 16)), "max")
    assert caught.value.where in {f"{kind} {name}" for kind, _, name, _ in nodes}


def test_an_output_that_is_the_picture_or_a_constant_is_refused():
    for name in ("x", "c"):
        raw = model([("Relu", "x", "y", {})], [constant("c", 2)], (1, 3, 16, 16), output=name)
        with pytest.raises(RefusedFile, match=r"input|output"):
            read(raw, "max")


def test_a_tensor_may_store_its_numbers_one_by_one():
    made = onnx.load_from_string(
        model([("Conv", "x w", "z", {})], [constant("w", 2, 3, 3, 3)], (1, 3, 16, 16))
    )
    values = numpy_helper.to_array(made.graph.initializer[0])
    for kind, dtype in ((TensorProto.FLOAT, np.float32), (TensorProto.FLOAT16, np.float16)):
        stored = helper.make_tensor("w", kind, values.shape, values.astype(dtype).ravel())
        made.graph.initializer[0].CopyFrom(stored)
        found = read(made.SerializeToString(), "max")
        rounded = values.astype(dtype).astype(np.float32)
        np.testing.assert_array_equal(found.weights["conv1.weight"].numpy(), rounded)


def test_a_file_adds_an_operator(monkeypatch, tmp_path):
    (tmp_path / "softsign.py").write_text(
        "from app.network.onnx_file.node import Node\n"
        "from app.network.onnx_file.value import Value\n"
        "def softsign(node: Node) -> Value:\n"
        '    return node.each("tanh")\n'
        'OPERATORS = {"Softsign": softsign}\n'
    )
    monkeypatch.setattr(operators, "__path__", [*operators.__path__, str(tmp_path)])
    found = operators._collect()
    monkeypatch.setitem(operators.OPERATORS, "Softsign", found["Softsign"])
    raw = model([("Softsign", "x", "z", {})], [], (1, 3, 16, 16))
    assert [layer.kind for layer in read(raw, "max").spec.layers] == ["tanh", "gmp"]


def test_two_files_with_one_operator_raise(monkeypatch, tmp_path):
    (tmp_path / "again.py").write_text('OPERATORS = {"Relu": None}\n')
    monkeypatch.setattr(operators, "__path__", [*operators.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match="two files take the operator 'Relu'"):
        operators._collect()

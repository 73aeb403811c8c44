"""Files that are broken, or meant to harm: always one of our errors, within little memory."""

import random
import threading
import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper
from torch import nn

from app.errors import MalformedOnnx, NotOnnx, RefusedFile, UnsupportedNode
from app.network.build import assemble
from app.network.deadline import deadline
from app.network.onnx_file import tensors, wire
from app.network.onnx_file.read import read
from benchmarks.hostile_files import mutated, nested, varint
from tests.network.onnx_file.exporting import export
from tests.network.onnx_file.networks import NETWORKS, picture, settle

MEMORY = 32 * 2**20
"""Bytes that reading any of these files may take."""


def tensor(name, *shape):
    """A constant of random numbers."""
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    return onnx.numpy_helper.from_array(values, name)


def model(nodes=None, constants=None, shape=(1, 3, 16, 16), opset=17, **changes):
    """A model of a convolution and its mean, or of other nodes and constants."""
    graph = helper.make_graph(
        nodes
        or [
            helper.make_node("Conv", ["x", "w"], ["y"], "first", pads=[1, 1, 1, 1]),
            helper.make_node("GlobalAveragePool", ["y"], ["z"], "second"),
        ],
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_empty_tensor_value_info("z")],
        [tensor("w", 2, 3, 3, 3)] if constants is None else constants,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], **changes)


@contextmanager
def little_memory(bound=MEMORY):
    """Checks that the process grows by no more than `bound` bytes at any time.

    Parsers allocate outside of Python, so the process itself is measured, where Linux tells.
    """
    clear, status = Path("/proc/self/clear_refs"), Path("/proc/self/status")
    if not clear.exists():
        yield
        return

    def kilobytes(name):
        return int(status.read_text().partition(f"{name}:")[2].split()[0])

    clear.write_text("5")  # the highest size begins anew
    before = kilobytes("VmRSS")
    yield
    assert (kilobytes("VmHWM") - before) * 1024 < bound


def refused(raw, kind=RefusedFile, match=None):
    """The error that reading raises, having taken little memory."""
    raw = raw.SerializeToString() if isinstance(raw, onnx.ModelProto) else raw
    with little_memory(MEMORY + 4 * len(raw)), pytest.raises(kind, match=match) as caught:
        read(raw)
    assert len(caught.value.message) < 2000
    return caught.value


def changed(change, **options):
    """A model after a change of it, as bytes."""
    made = model(**options)
    change(made)
    return made


def test_the_model_itself_is_read():
    assert [layer.kind for layer in read(model().SerializeToString()).spec.layers] == [
        *("conv", "gap", "flatten")
    ]


def set_dims(*dims):
    """A change of the shape that the weights claim to have."""

    def change(made):
        weights = made.graph.initializer[0]
        del weights.dims[:]
        weights.dims.extend(dims)

    return change


def external(made):
    """The weights lie in another file."""
    weights = made.graph.initializer[0]
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    entry = weights.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"


BROKEN = [
    (set_dims(2**62), MalformedOnnx, "tensor w: expected .* bytes"),
    (set_dims(2**31, 2**31, 2**31), MalformedOnnx, "tensor w: expected .* bytes"),
    (set_dims(-2, -3, 3, 3), MalformedOnnx, "sizes of at least 0"),
    (set_dims(2, 3, 3, 4), MalformedOnnx, "expected 288 bytes"),
    (set_dims(*[1] * 9), MalformedOnnx, "at most 8 axes"),
    (set_dims(54), UnsupportedNode, r"node first \(Conv\): expected a kernel"),
    (external, MalformedOnnx, "external_data=False"),
    (
        lambda made: setattr(made.graph.initializer[0], "data_type", TensorProto.BFLOAT16),
        MalformedOnnx,
        "got BFLOAT16",
    ),
    (
        lambda made: setattr(made.graph.initializer[0], "data_type", 1000),
        MalformedOnnx,
        "got 1000",
    ),
    (
        lambda made: setattr(
            made.graph.initializer[0], "raw_data", np.full(54, np.nan, np.float32).tobytes()
        ),
        UnsupportedNode,
        "NaN or infinity",
    ),
    (
        lambda made: made.graph.node.reverse(),
        MalformedOnnx,
        "node second: expected inputs that are computed before it, got y",
    ),
    (
        lambda made: made.graph.node[0].input.__setitem__(0, "z"),
        RefusedFile,
        "depends on the picture, got z",
    ),
    (lambda made: made.graph.node[0].input.__setitem__(1, "no"), MalformedOnnx, "got no"),
    (lambda made: made.graph.node[0].input.__delitem__(1), UnsupportedNode, "got none"),
    (lambda made: made.graph.node[1].output.__setitem__(0, "y"), RefusedFile, "compute y"),
    (
        lambda made: made.graph.node[0].output.__delitem__(0),
        RefusedFile,
        "depends on the picture, got z",
    ),
    (lambda made: made.graph.node.append(made.graph.node[0]), MalformedOnnx, "compute y"),
    (
        lambda made: made.graph.initializer.append(made.graph.initializer[0]),
        MalformedOnnx,
        "share a name",
    ),
    (
        lambda made: made.graph.node[0].attribute.append(helper.make_attribute("group", 1.5)),
        UnsupportedNode,
        "a whole number as attribute 'group'",
    ),
    (
        lambda made: made.graph.node[0].attribute.append(helper.make_attribute("group", 0)),
        UnsupportedNode,
        "in 0 groups",
    ),
    (
        lambda made: made.graph.node[0].attribute.append(helper.make_attribute("pads", [1])),
        UnsupportedNode,
        "two attributes 'pads'",
    ),
    (
        lambda made: made.graph.node[0].attribute.append(helper.make_attribute("odd", 1)),
        UnsupportedNode,
        "attribute 'odd' is not known",
    ),
    (
        lambda made: made.graph.node[0].attribute[0].ints.extend([1] * 1000),
        UnsupportedNode,
        "at most 64 numbers",
    ),
    (
        lambda made: made.graph.node[0].attribute[0].ints.__setitem__(0, 2**40),
        UnsupportedNode,
        "padding",
    ),
    (lambda made: setattr(made.graph.node[0], "op_type", "LSTM"), UnsupportedNode, "LSTM"),
    (lambda made: setattr(made.graph.node[0], "domain", "evil"), UnsupportedNode, "evil.Conv"),
    (lambda made: made.graph.ClearField("node"), RefusedFile, "computes the output z"),
    (lambda made: made.graph.ClearField("output"), MalformedOnnx, "expected an output"),
    (lambda made: made.graph.ClearField("input"), RefusedFile, "got 0: none"),
    (lambda made: made.ClearField("graph"), MalformedOnnx, "expected an output"),
    (lambda made: made.ClearField("opset_import"), MalformedOnnx, "opset_import"),
    (
        lambda made: setattr(made.opset_import[0], "version", 6),
        RefusedFile,
        "expected opset 7 to",
    ),
    (
        lambda made: made.functions.append(onnx.FunctionProto(name="loop", domain="evil")),
        RefusedFile,
        "the function loop",
    ),
    (lambda made: made.graph.sparse_initializer.add(), RefusedFile, "dense"),
]
"""A change of the model, the error that follows, and words of its message."""


@pytest.mark.parametrize(
    ("change", "kind", "match"),
    BROKEN,
    ids=[f"{number} {match}" for number, (_, _, match) in enumerate(BROKEN)],
)
def test_a_broken_graph_is_refused_with_its_place(change, kind, match):
    refused(changed(change), kind, match)


@pytest.mark.parametrize(
    ("shape", "match"),
    [
        ((1, 3, 16), "axes"),
        ((1, 3, None, None), "fixed sizes"),
        ((1, 3, 0, 16), "fixed sizes"),
        ((1, 3, 2**40, 16), "fixed sizes"),
        ((1, 3, 1024, 1024), "16 to 512 px"),
        ((1, 3, 8, 8), "16 to 512 px"),
    ],
)
def test_an_input_of_another_shape_is_refused(shape, match):
    refused(model(shape=shape), RefusedFile, match)


def test_four_channels_are_refused():
    raw = model(shape=(1, 4, 16, 16), constants=[tensor("w", 2, 4, 3, 3)])
    refused(raw, RefusedFile, "1 or 3 channels")


@pytest.mark.parametrize("nodes", [[], [helper.make_node("Relu", ["x"], ["y"], "only")]])
def test_an_output_that_no_node_computes_is_named(nodes):
    made = model([helper.make_node("Relu", ["x"], ["y"])], [])
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    with pytest.raises(RefusedFile, match="a node that computes the output z, got none") as caught:
        read(made.SerializeToString())
    assert caught.value.where == "z"


def test_an_output_that_depends_on_no_input_is_named():
    raw = model([helper.make_node("Identity", ["w"], ["z"], "copy")]).SerializeToString()
    refused(raw, match="output that depends on the picture, got z")


@pytest.mark.parametrize("name", ["up\n2", "\x1b[31mup2", "up\u202e2"])
def test_a_name_in_an_error_has_only_characters_that_can_be_shown(name):
    raw = model([helper.make_node("Swap", ["x"], ["z"], name)]).SerializeToString()
    with pytest.raises(UnsupportedNode) as caught:
        read(raw)
    assert caught.value.message.isprintable()
    assert caught.value.where.isprintable()


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64"])
def test_weights_of_whole_numbers_are_refused_with_their_node_and_type(kind):
    weights = onnx.numpy_helper.from_array(np.ones((2, 3, 3, 3), kind), "w")
    raw = model(constants=[weights]).SerializeToString()
    match = rf"node first \(Conv\): expected constants of the type float32.*, got {kind}$"
    refused(raw, UnsupportedNode, match)


def test_many_nodes_are_refused():
    names = ["x", *(f"v{i}" for i in range(1000)), "z"]
    nodes = [helper.make_node("Relu", [a], [b]) for a, b in pairwise(names)]
    refused(model(nodes), RefusedFile, "at most 1000 nodes")


@pytest.mark.parametrize(
    "nodes",
    [
        [helper.make_node("ConstantOfShape", ["shape"], ["c"])],
        [
            helper.make_node("Constant", [], ["one"], value_int=1),
            helper.make_node("Constant", [], ["zero"], value_int=0),
            helper.make_node("Constant", [], ["many"], value_int=2**40),
            helper.make_node("Range", ["zero", "many", "one"], ["c"]),
        ],
        [
            helper.make_node("Constant", [], ["list"], value_ints=[0] * 60),
            helper.make_node("Gather", ["w", "list"], ["g1"]),
            helper.make_node("Gather", ["g1", "list"], ["g2"], axis=1),
            helper.make_node("Gather", ["g2", "list"], ["c"], axis=2),
        ],
    ],
)
def test_a_constant_that_would_grow_is_refused_before_it_is_computed(nodes):
    shape = onnx.numpy_helper.from_array(np.array([2**20, 2**20]), "shape")
    nodes = [*nodes, helper.make_node("Add", ["x", "c"], ["z"])]
    refused(model(nodes, [shape, tensor("w", 2, 3, 3, 3)]), UnsupportedNode, "at most 65536")


def test_a_layer_with_a_huge_output_is_refused():
    nodes = [
        helper.make_node("Pad", ["x", "pads"], ["y"]),
        helper.make_node("Conv", ["y", "w"], ["z"]),
    ]
    pads = onnx.numpy_helper.from_array(np.array([0, 0, 1000, 1000] * 2), "pads")
    refused(model(nodes, [pads, tensor("w", 64, 3, 1, 1)]), RefusedFile, "cells")


def test_slices_that_multiply_from_node_to_node_are_refused():
    names = ["x", *(f"v{i}" for i in range(900)), "z"]
    nodes = [helper.make_node("Concat", [a] * 60, [b], axis=1) for a, b in pairwise(names)]
    refused(model(nodes), UnsupportedNode, "at most 16777216 cells")


def test_more_outputs_than_a_network_has_are_refused_before_they_are_named():
    nodes = [
        helper.make_node("Concat", ["x"] * 60, ["v0"], axis=1),
        helper.make_node("Concat", ["v0"] * 60, ["v1"], axis=1),
        helper.make_node("GlobalAveragePool", ["v1"], ["z"]),
    ]
    refused(model(nodes), RefusedFile, "at most 1000 outputs, got 10800")


def test_reading_ends_at_its_deadline_between_nodes_and_within_a_list_of_numbers():
    numbers = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[2, 3, 3, 3])
    numbers.float_data.extend([1.0] * 54)
    for made in (model(), model(constants=[numbers])):
        read(made.SerializeToString())
        with deadline(0.0):
            refused(made, RefusedFile, "read within 0 s")
    with deadline(0.0), pytest.raises(RefusedFile, match="read within 0 s"):
        tensors.array(numbers)


def test_a_long_list_of_numbers_lets_other_threads_run():
    numbers = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[2_000_000])
    numbers.float_data.extend(np.arange(2_000_000, dtype=np.float32))
    over, turns = threading.Event(), []

    def other():
        while not over.is_set():
            turns.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=other)
    thread.start()
    begun = time.perf_counter()
    found = tensors.array(numbers)
    ended = time.perf_counter()
    over.set()
    thread.join()
    assert np.array_equal(found, np.arange(2_000_000))
    assert sum(begun < turn < ended for turn in turns) >= 5


@pytest.mark.parametrize("kind", ["Conv", "Cast", "Reshape"])
def test_one_tensor_that_many_nodes_copy_is_refused(kind):
    size = (64, 64, 16, 16)
    constants = [tensor("w", *size), onnx.numpy_helper.from_array(np.array([-1]), "flat")]
    nodes = [helper.make_node("Conv", ["x", "start"], ["v0"])]
    for i in range(100):
        if kind == "Conv":
            pads = {"auto_pad": "SAME_UPPER"}
            nodes.append(helper.make_node("Conv", [f"v{i}", "w"], [f"v{i + 1}"], **pads))
        elif kind == "Cast":
            before = f"c{i - 1}" if i else "w"
            nodes.append(helper.make_node("Cast", [before], [f"c{i}"], to=TensorProto.DOUBLE))
        else:
            nodes.append(helper.make_node("Transpose", ["w"], [f"t{i}"], perm=[1, 0, 2, 3]))
            nodes.append(helper.make_node("Reshape", [f"t{i}", "flat"], [f"c{i}"]))
    if kind == "Conv":
        nodes.append(helper.make_node("Relu", ["v100"], ["z"]))
    else:
        names = [f"c{i}" for i in range(100)]
        nodes.append(helper.make_node("Concat", names, ["all"], axis=0))
        nodes.append(helper.make_node("Mul", ["v0", "all"], ["z"]))
    constants.append(tensor("start", 64, 3, 1, 1))
    refused(model(nodes, constants), RefusedFile, "twice the file's size")


def test_deep_nesting_is_refused():
    refused(nested(2000), MalformedOnnx, "within each other")


def test_many_tiny_messages_are_refused_before_they_are_objects():
    nodes = b"\x0a\x00" * (wire.MOST_FIELDS + 1)
    refused(b"\x08\x08\x3a" + varint(len(nodes)) + nodes, MalformedOnnx, "fields")


def test_packed_numbers_that_would_grow_are_refused():
    data = b"\x3a" + varint(wire.MOST_PACKED + 1) + bytes(wire.MOST_PACKED + 1)
    graph = b"\x2a" + varint(len(data)) + data
    refused(b"\x08\x08\x3a" + varint(len(graph)) + graph, MalformedOnnx, "raw data")


@pytest.fixture(scope="module")
def exported():
    """Small exports: one with many kinds of nodes, one of a chain."""
    torch.manual_seed(0)
    make, example = NETWORKS["gates"]
    chain = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(392, 3))
    return [export(settle(make(), example), example), export(chain, picture(1, 16))]


def outcome(raw):
    """What reading leads to, and computing where the file is read; anything else is raised."""
    try:
        found = read(raw, "max")
        assemble("network", found.spec, found.weights)
    except RefusedFile as error:
        return error.code
    return "read"


def test_a_truncated_file_is_refused(exported):
    for raw in exported:
        for end in {*range(0, len(raw), len(raw) // 100), len(raw) - 1}:
            with pytest.raises(RefusedFile):
                read(raw[:end])


def mutations(exported, count):
    """How often each outcome occurs; any error but ours is raised."""
    rng = random.Random(0)
    with little_memory():
        codes = [outcome(mutated(rng.choice(exported), rng)) for _ in range(count)]
    return {code: codes.count(code) for code in codes}


def test_mutated_files_raise_nothing_but_our_errors(exported):
    found = mutations(exported, 300)
    assert found["malformed_onnx"] > 50
    assert found["unsupported_node"] > 10
    assert found["read"] > 10


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_mutated_files_raise_nothing_but_our_errors(exported):
    assert sum(mutations(exported, 10_000).values()) == 10_000


def test_random_bytes_are_refused():
    rng = random.Random(0)
    for size in range(1, 200):
        with pytest.raises((NotOnnx, RefusedFile)):
            read(b"\x08" + rng.randbytes(size))

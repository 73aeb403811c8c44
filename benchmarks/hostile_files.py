"""Networks' files that are broken, or meant to harm: for `benchmarks.hostile` and for tests."""

import gzip
import io
import random
import warnings
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

from benchmarks.large_network import Residual

Files = dict[str, Callable[[], bytes]]


def exported(network: nn.Module, channels: int, side: int) -> bytes:
    """The ONNX file of a network that takes pictures of `side` px."""
    written = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model, example = network.eval(), (torch.rand(1, channels, side, side),)
        # torch's annotations lack files in memory.
        torch.onnx.export(model, example, written, opset_version=17, dynamo=False)  # type: ignore[arg-type]
    return written.getvalue()


def lenet() -> bytes:
    """A network of 4 layers for pictures of 28 px, some 180 kB."""
    layers = (nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU())
    head = (nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 10))
    return exported(nn.Sequential(*layers, *head), 1, 28)


def resnet() -> bytes:
    """Blocks of a ResNet for pictures of 64 px, some 3 MB."""
    stages = ((32, 64), (64, 128), (128, 256))
    blocks = [Residual(before, slices, 2) for before, slices in stages]
    head = (nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))
    return exported(nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1), nn.ReLU(), *blocks, *head), 3, 64)


def deep() -> bytes:
    """120 small convolutions one after the other, for pictures of 32 px."""
    blocks = [part for _ in range(120) for part in (nn.Conv2d(4, 4, 3, 1, 1), nn.ReLU())]
    head = (nn.AdaptiveMaxPool2d(1), nn.Flatten())
    return exported(nn.Sequential(nn.Conv2d(1, 4, 3), *blocks, *head), 1, 32)


def tensor(name: str, values: np.ndarray) -> TensorProto:
    """A constant of the file."""
    found: TensorProto = onnx.numpy_helper.from_array(values.astype(np.float32), name)
    return found


def model(
    nodes: Sequence[onnx.NodeProto],
    constants: Sequence[TensorProto] = (),
    shape: Sequence[int] = (1, 3, 16, 16),
) -> bytes:
    """A file of nodes from the picture `x` to the output `z`."""
    graph = helper.make_graph(
        list(nodes),
        "graph",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_empty_tensor_value_info("z")],
        list(constants),
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    found: bytes = made.SerializeToString()
    return found


def chain(kind: str, count: int, side: int = 16, wide: int = 1, **attributes: Any) -> bytes:
    """`count` nodes of one kind, each of which takes the one before `wide` times."""
    names = ["x", *(f"v{number}" for number in range(count))]
    nodes = [helper.make_node(kind, [a] * wide, [b], **attributes) for a, b in pairwise(names)]
    nodes.append(helper.make_node("GlobalAveragePool", [names[-1]], ["z"]))
    return model(nodes, shape=(1, 3, side, side))


def convolution(
    weights: TensorProto, name: str = "", shape: Sequence[int] = (1, 3, 16, 16)
) -> bytes:
    """A file of one convolution and its mean."""
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["y"], name, pads=[1, 1, 1, 1]),
        helper.make_node("GlobalAveragePool", ["y"], ["z"]),
    ]
    return model(nodes, [weights], shape)


def weights(slices: int = 4) -> TensorProto:
    """Random weights of a convolution of 3 × 3."""
    return tensor("w", np.random.default_rng(0).normal(size=(slices, 3, 3, 3)))


def listed(count: int) -> TensorProto:
    """Weights as a list of numbers, not as bytes; protobuf gives them one by one."""
    found = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[count // 27, 3, 3, 3])
    found.float_data.extend(np.ones(count // 27 * 27, np.float32))
    return found


def claimed(*dims: int) -> TensorProto:
    """Weights that claim a shape."""
    found = weights()
    del found.dims[:]
    found.dims.extend(dims)
    return found


def cycle() -> bytes:
    """Two nodes that take each other."""
    nodes = [helper.make_node("Add", ["x", "b"], ["a"]), helper.make_node("Relu", ["a"], ["b"])]
    return model([*nodes, helper.make_node("GlobalAveragePool", ["b"], ["z"])])


def varint(number: int) -> bytes:
    """A whole number in the wire format of Protocol Buffers."""
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def nested(depth: int) -> bytes:
    """Graphs within attributes of nodes within graphs."""
    graph = b""
    for _ in range(depth):
        attribute = b"\x32" + varint(len(graph)) + graph
        node = b"\x2a" + varint(len(attribute)) + attribute
        graph = b"\x0a" + varint(len(node)) + node
    return b"\x08\x08\x3a" + varint(len(graph)) + graph


def field(number: int, content: bytes) -> bytes:
    """A model whose graph has one field."""
    graph = varint(number << 3 | 2) + varint(len(content)) + content
    return b"\x08\x08\x3a" + varint(len(graph)) + graph


def zipped() -> bytes:
    """A zip archive of 20 MB of zeros."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.onnx", bytes(20_000_000))
    return written.getvalue()


def windows(kind: str, count: int) -> bytes:
    """Poolings with windows of 31 × 31 px, which are slow to compute."""
    return chain(kind, count, 256, kernel_shape=[31, 31], pads=[15, 15, 15, 15])


EXTREME: Files = {
    "empty": lambda: b"",
    "claims 2^62 rows": lambda: convolution(claimed(2**62, 3, 3, 3)),
    "claims 2^248 values": lambda: convolution(claimed(*[2**31] * 8)),
    "a picture of 2^40 px": lambda: convolution(weights(), shape=(1, 3, 2**40, 16)),
    "cycle": cycle,
    "1,000 nodes": lambda: chain("Relu", 999),
    "1,001 nodes": lambda: chain("Relu", 1000),
    "1,000 sums": lambda: chain("Add", 999, wide=2),
    "slices that multiply": lambda: chain("Concat", 900, wide=60, axis=1),
    "10,800 outputs": lambda: chain("Concat", 2, wide=60, axis=1),
    "maxima at the bound of products": lambda: windows("MaxPool", 3),
    "maxima beyond the bound of products": lambda: windows("MaxPool", 30),
    "means at the bound of products": lambda: windows("AveragePool", 3),
    "volumes at the bound of memory": lambda: chain("Tanh", 18, 512),
    "volumes beyond the bound of memory": lambda: chain("Tanh", 200, 512),
    "weights as numbers, 40 MB": lambda: convolution(listed(10_000_000)),
    "weights as bytes, 40 MB": lambda: convolution(tensor("w", np.ones((370_000, 3, 3, 3)))),
    "weights of NaN": lambda: convolution(tensor("w", np.full((4, 3, 3, 3), np.nan))),
    "weights of infinity": lambda: convolution(tensor("w", np.full((4, 3, 3, 3), np.inf))),
    "weights of 1e38": lambda: convolution(tensor("w", np.full((4, 3, 3, 3), 1e38))),
    "weights of 1e-40": lambda: convolution(tensor("w", np.full((4, 3, 3, 3), 1e-40))),
    "a name of 30 MB": lambda: convolution(weights(), "n" * 30_000_000),
    "nested 2,000 deep": lambda: nested(2000),
    "300,000 empty nodes": lambda: b"\x08\x08\x3a" + varint(600_000) + b"\x0a\x00" * 300_000,
    "17 MB of packed numbers": lambda: field(5, b"\x3a" + varint(2**24 + 1) + bytes(2**24 + 1)),
    "zip": zipped,
    "gzip": lambda: gzip.compress(bytes(20_000_000)),
    "text": lambda: b"network " * 1000,
    "zeros, 45 MB": lambda: bytes(45_000_000),
}
"""Files by what is wrong with them."""


def mutated(raw: bytes, rng: random.Random) -> bytes:
    """The bytes with some changed, removed, doubled or moved."""
    found = bytearray(raw)
    for _ in range(rng.choice([1, 1, 2, 8])):
        # Structure lies among names and sizes, more than among weights.
        at = rng.randrange(min(len(found), rng.choice([300, 3000, len(found)])))
        match rng.randrange(5):
            case 0:
                found[at] = rng.randrange(256)
            case 1:
                found[at] ^= 1 << rng.randrange(8)
            case 2:
                del found[at : at + rng.choice([1, 2, 40])]
            case 3:
                found[at:at] = found[at : at + rng.choice([1, 8, 300])]
            case 4:
                found[at : at + 5] = b"\xff\xff\xff\xff\x7f"
    return bytes(found)


def changed(raw: bytes, rng: random.Random) -> bytes:
    """The bytes mutated, cut short, or inflated."""
    match rng.randrange(8):
        case 0:
            return raw[: rng.randrange(len(raw))]
        case 1:
            at = rng.randrange(len(raw))
            return raw[:at] + bytes(rng.randrange(2_000_000)) + raw[at:]
    return mutated(raw, rng)

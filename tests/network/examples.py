"""Small networks for the tests: a spec from a few words, and random weights for it."""

import numpy as np
import torch

from app.network.build import Network, assemble, build
from app.network.card import Accuracy, Card, LayerNotes
from app.network.spec import Spec


def small_spec(input_shape, *layers, outputs=2):
    """A spec of `layers`, each a kind with its options, and a final fc layer called `last`."""
    named = [{"name": f"{kind}{i}", "kind": kind, **o} for i, (kind, o) in enumerate(layers)]
    return Spec.model_validate(
        {
            "input_shape": input_shape,
            "layers": [*named, {"kind": "fc", "name": "last", "units": outputs}],
            "outputs": [f"output {i}" for i in range(outputs)],
        }
    )


def random_weights(spec, seed=0, low=-0.5, high=0.5):
    """Uniform random weights for every layer that has some, by public name."""
    draw = np.random.default_rng(seed).uniform
    with torch.device("meta"):
        stack = build(spec)
    weights = {}
    for key, weight in stack.named_parameters():
        drawn = draw(low, high, tuple(weight.shape))
        name = key.removeprefix("layers.")
        # A variance is positive, and not so small that little else counts.
        weights[name] = np.abs(drawn) + 0.25 if name.endswith(".variance") else drawn
    return {name: torch.tensor(value, dtype=torch.float32) for name, value in weights.items()}


def random_network(spec, seed=0, **span) -> Network:
    """The spec with random weights."""
    return assemble("random", spec, random_weights(spec, seed, **span))


def random_picture(shape, seed=0):
    """A picture of noise in 0..1."""
    return np.random.default_rng(seed).random(shape, np.float32)


def parameters(network):
    """The network's weights by public name, as arrays."""
    return {
        name.removeprefix("layers."): value.numpy()
        for name, value in network.stack.state_dict().items()
    }


def card_of(spec, name="tiny", **changes):
    """A card that fits the spec."""
    fields = {
        "id": name,
        "title": name.title(),
        "family": "for the tests",
        "summary": "Random weights.",
        "spec": spec,
        "made_by": "construction",
        "trained_on": "nothing",
        "source": "chance",
        "accuracy": Accuracy(
            mean=1 / len(spec.outputs),
            chance=1 / len(spec.outputs),
            per_output={output: float(not n) for n, output in enumerate(spec.outputs)},
            worst=0.0,
            positions=((0, 0),),
            per_position={output: (float(not n),) for n, output in enumerate(spec.outputs)},
            samples=1,
            protocol="None.",
        ),
        "layers": {
            name: LayerNotes(range=(0, 1))
            for name in ("input", *(layer.name for layer in spec.layers))
        },
        "parameters": 1,
        "sha256": "0" * 64,
    }
    return Card(**{**fields, **changes})


def graph(input_shape, *layers, outputs=2):
    """A spec of `layers`, each a name, a kind, the names of its inputs and its options."""
    named = [
        {"name": name, "kind": kind, "inputs": inputs.split(), **options}
        for name, kind, inputs, options in layers
    ]
    return Spec.model_validate(
        {
            "input_shape": input_shape,
            "layers": [*named, {"kind": "fc", "name": "last", "units": outputs}],
            "outputs": [f"output {i}" for i in range(outputs)],
        }
    )


# Odd canvases, odd numbers of channels, every kind of layer, left-over rows and columns.
ODD_SPECS = {
    "a wide canvas": small_spec(
        (3, 13, 22),
        ("conv", {"channels": 5, "kernel": 3, "role": "volume"}),
        ("relu", {}),
        ("maxpool", {"size": 2}),
        ("conv", {"channels": 7, "kernel": 5, "role": "volume"}),
        ("relu", {}),
        ("maxpool", {"size": 3}),
    ),
    "a tall grey canvas": small_spec(
        (1, 29, 8),
        ("conv", {"channels": 2, "kernel": 7}),
        ("maxpool", {"size": 2}),
        ("relu", {}),
        ("fc", {"units": 6}),
        ("relu", {}),
        outputs=5,
    ),
    "no pooling": small_spec(
        (4, 9, 9), ("conv", {"channels": 3, "kernel": 1}), ("conv", {"channels": 1, "kernel": 9})
    ),
    "pooling first, eight by eight": small_spec(
        (2, 17, 31), ("maxpool", {"size": 8}), ("conv", {"channels": 6, "kernel": 15})
    ),
    "a ring with blur": small_spec(
        (2, 11, 8),
        ("conv", {"channels": 4, "kernel": 5, "padding": "circular"}),
        ("blurpool", {"taps": 5, "size": 2, "padding": "circular"}),
        ("blurpool", {"taps": 3, "size": 3}),
        ("gap", {}),
    ),
    "adaptive sampling without biases": small_spec(
        (3, 12, 18),
        ("conv", {"channels": 5, "kernel": 3, "padding": "circular", "bias": False}),
        ("relu", {}),
        ("apspool", {"size": 2}),
        ("apspool", {"size": 3}),
        ("gmp", {}),
        outputs=4,
    ),
    "grown, then shrunk": small_spec(
        (1, 9, 7),
        ("conv", {"channels": 3, "kernel": 5, "padding": "full"}),
        ("avgpool", {"size": 2}),
        ("conv", {"channels": 2, "kernel": 3, "padding": "valid"}),
        ("subsample", {"size": 2}),
    ),
    "a head alone": small_spec((3, 4, 5), outputs=3),
    "a convolution in the head": small_spec(
        (1, 14, 15),
        ("conv", {"channels": 3, "kernel": 3, "role": "volume"}),
        ("maxpool", {"size": 2}),
        ("relu", {}),
        ("conv", {"channels": 5, "kernel": 7, "padding": "valid"}),
        ("relu", {}),
        ("gmp", {}),
    ),
    "residual sums and branches": graph(
        (2, 15, 18),
        ("stem", "conv", "", {"channels": 4, "kernel": 3, "role": "volume"}),
        ("one", "conv", "", {"channels": 4, "kernel": 5}),
        ("bent", "relu", "", {}),
        ("two", "conv", "", {"channels": 4, "kernel": 1}),
        ("sum", "add", "two stem", {"role": "volume"}),
        ("small", "maxpool", "", {"size": 2}),
        ("ring", "conv", "small", {"channels": 4, "kernel": 3, "padding": "circular"}),
        ("wide", "conv", "small", {"channels": 4, "kernel": 7}),
        ("bright", "relu", "wide", {}),
        ("met", "add", "ring bright small", {"role": "volume"}),
        ("mean", "gap", "", {}),
        ("most", "gmp", "met", {}),
        ("both", "add", "mean most", {"role": "hidden"}),
    ),
    "strides, dilation and groups": small_spec(
        (4, 21, 26),
        ("conv", {"channels": 6, "kernel": [3, 5], "stride": [1, 2], "groups": 2, "bias": False}),
        ("batchnorm", {"role": "volume"}),
        ("leakyrelu", {"slope": 0.2}),
        ("conv", {"channels": 6, "kernel": 3, "dilation": [2, 1], "groups": 6}),
        ("clip", {"low": 0, "high": 6, "role": "volume"}),
        ("conv", {"channels": 5, "kernel": 1}),
        ("prelu", {}),
        ("flatten", {}),
        ("dropout", {}),
    ),
    "poolings that overlap": small_spec(
        (2, 23, 18),
        ("conv", {"channels": 3, "kernel": [4, 2], "padding": [1, 0, 2, 1], "role": "volume"}),
        ("silu", {}),
        ("maxpool", {"size": 3, "stride": 2, "padding": [1, 1, 1, 1], "role": "volume"}),
        ("affine", {}),
        ("avgpool", {"size": [2, 3], "stride": 1, "padding": [0, 1, 1, 1], "count_padding": True}),
        ("tanh", {}),
        ("maxpool", {"size": 2, "stride": 2, "dilation": [1, 2], "ceil": True, "role": "volume"}),
        ("avgpool", {"size": 2, "stride": [2, 1], "padding": [1, 0, 1, 0], "ceil": True}),
        ("sigmoid", {}),
    ),
    "paddings of each mode": small_spec(
        (2, 13, 11),
        ("pad", {"padding": [1, 2, 3, 0], "mode": "reflect", "role": "volume"}),
        ("conv", {"channels": 3, "kernel": 3, "padding": [2, 1, 0, 3], "mode": "edge"}),
        ("gelu", {}),
        (
            "conv",
            {"channels": 2, "kernel": 2, "stride": 2, "padding": [2, 2, 1, 1], "mode": "edge"},
        ),
        ("hardswish", {"role": "volume"}),
        ("pad", {"padding": [2, 1, 0, 1], "mode": "circular"}),
        ("conv", {"channels": 2, "kernel": 3, "padding": [2, 0, 3, 1], "mode": "circular"}),
        ("pad", {"padding": [1, 0, 0, 2], "value": -0.5, "role": "volume"}),
        ("pad", {"padding": [0, 1, 1, 0], "mode": "edge"}),
    ),
    "slices side by side and a gate": graph(
        (3, 14, 17),
        ("stem", "conv", "", {"channels": 4, "kernel": 3, "stride": 2, "role": "volume"}),
        ("wide", "conv", "stem", {"channels": 2, "kernel": 5}),
        ("small", "maxpool", "stem", {"size": 3, "stride": 1, "padding": [1, 1, 1, 1]}),
        ("beside", "concat", "wide small", {"role": "volume"}),
        ("squeeze", "gap", "", {"keep": True}),
        ("narrow", "conv", "", {"channels": 6, "kernel": 1}),
        ("gate", "hardsigmoid", "", {}),
        ("gated", "multiply", "beside gate", {"role": "volume"}),
        ("over", "mean", "", {"axis": "rows"}),
        ("along", "mean", "", {"axis": "cols", "keep": False}),
        ("most", "gmp", "gated", {}),
        ("both", "concat", "along most", {}),
        ("share", "softmax", "", {"role": "hidden"}),
        ("plain", "identity", "", {}),
        ("column", "unflatten", "", {}),
    ),
    "slices weighed by slices": graph(
        (2, 12, 15),
        ("one", "conv", "", {"channels": 3, "kernel": 3}),
        ("shares", "softmax", "", {}),
        ("two", "conv", "input", {"channels": 3, "kernel": 5}),
        ("both", "multiply", "shares two", {"role": "volume"}),
        ("mean", "mean", "", {"axis": "channels", "role": "volume"}),
    ),
}


def residual(name, source, channels, stride):
    """A basic block of a residual network, from `source` to `name`."""
    return (
        (f"{name}a", "conv", source, {"channels": channels, "kernel": 3, "stride": stride}),
        (f"{name}b", "relu", f"{name}a", {}),
        (f"{name}c", "conv", f"{name}b", {"channels": channels, "kernel": 3}),
        (f"{name}d", "conv", source, {"channels": channels, "kernel": 1, "stride": stride}),
        (f"{name}e", "add", f"{name}c {name}d", {}),
        (name, "relu", f"{name}e", {"role": "volume"}),
    )


# An odd canvas; a small box reaches little of the first volumes, and all of the last.
RESIDUAL = graph(
    (3, 53, 46),
    ("begin", "conv", "input", {"channels": 4, "kernel": 3, "role": "volume"}),
    *residual("one", "begin", 4, 1),
    *residual("two", "one", 6, 2),
    *residual("three", "two", 8, 2),
    ("pool", "gap", "three", {}),
    outputs=5,
)

"""Small networks for the tests: a spec from a few words, and random weights for it."""

from math import prod

import numpy as np
import torch

from app.network.build import Network, assemble
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
    weights = {}
    before = spec.input_shape
    for layer, shape in zip(spec.layers, spec.shapes(), strict=True):
        if layer.kind == "conv":
            weights[f"{layer.name}.weight"] = draw(
                low, high, (shape[0], before[0], layer.kernel, layer.kernel)
            )
        if layer.kind == "fc":
            weights[f"{layer.name}.weight"] = draw(low, high, (shape[0], prod(before)))
        if layer.kind == "fc" or (layer.kind == "conv" and layer.bias):
            weights[f"{layer.name}.bias"] = draw(low, high, shape[0])
        before = shape
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
            mean=0.5,
            chance=0.5,
            per_output={"output 0": 1.0, "output 1": 0.0},
            worst=0.0,
            positions=((0, 0),),
            per_position={"output 0": (1.0,), "output 1": (0.0,)},
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
}

"""Networks for the tests: small ones, as files that visitors could send."""

import io
import json
import warnings

import torch
from safetensors.torch import save

from app.own.arrival import Arrived, Bounds, id_of, read_network
from app.own.measuring import measured_at_once
from app.own.options import Options
from tests.network.examples import random_weights, small_spec

BOUNDS = Bounds(10**9, 10**8)

SPEC = small_spec(
    (3, 24, 32),
    ("conv", {"channels": 4, "kernel": 3}),
    ("relu", {}),
    ("maxpool", {"size": 2}),
    ("fc", {"units": 6}),
    ("relu", {}),
)


def card_text(spec=SPEC):
    """A spec as JSON, as it is sent beside weights."""
    return json.dumps(spec.model_dump(mode="json"))


def weights_raw(spec=SPEC, seed=0):
    """Random weights in safetensors."""
    return save(random_weights(spec, seed))


def onnx_raw(channels=1, side=20, seed=0, classes=3):
    """A network of a convolution, a pooling and a head, as PyTorch exports it."""
    torch.manual_seed(seed)
    module = torch.nn.Sequential(
        torch.nn.Conv2d(channels, 4, 3),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(4 * ((side - 2) // 2) ** 2, classes),
    )
    return exported(module, channels, side)


def map_raw():
    """A network that ends in a map of two slices."""
    torch.manual_seed(0)
    return exported(torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Sigmoid()), 1, 20)


def exported(module, channels, side):
    """A module's bytes in ONNX."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            torch.zeros(1, channels, side, side),
            file,
            opset_version=17,
            dynamo=False,
        )
    return file.getvalue()


def arrived(seed=0, spec=SPEC, bounds=BOUNDS, seconds=2.0, **options) -> Arrived:
    """A network that has arrived, measured."""
    raw, card, chosen = weights_raw(spec, seed), card_text(spec), Options(**options)
    begun = read_network(id_of(raw, card, chosen), raw, card, chosen, bounds)
    return measured_at_once(begun, seconds)

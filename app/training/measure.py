"""Measures a network for its card: accuracy at every position, and the range of each layer."""

from collections.abc import Mapping

import numpy as np
import torch

from app.network.build import Network
from app.network.card import Accuracy, LayerNotes
from app.network.trace import forward
from app.training.task import Stream, Task, generator

RANGE_SAMPLES = 512
QUANTILE = 0.995


def accuracy(network: Network, task: Task, *, samples: int, seed: int, protocol: str) -> Accuracy:
    """Accuracy of each output at each position of the task's grid, on held-out pictures.

    Args:
        samples: pictures for each output and position.
        protocol: a description of the measurement, for the card.
    """
    found: dict[str, tuple[float, ...]] = {}
    for index, output in enumerate(task.outputs):
        shares = []
        for place, position in enumerate(task.positions):
            rng = generator(seed, Stream.HELD_OUT, index, place)
            predicted = predictions(network, task.evaluation_batch(rng, output, position, samples))
            shares.append(float((predicted == index).mean()))
        found[output] = tuple(shares)
    per_output = {output: float(np.mean(shares)) for output, shares in found.items()}
    return Accuracy(
        mean=float(np.mean(list(per_output.values()))),
        chance=1 / len(task.outputs),
        per_output=per_output,
        worst=min(min(shares) for shares in found.values()),
        positions=task.positions,
        per_position=found,
        samples=samples,
        protocol=protocol,
    )


def predictions(network: Network, pictures: np.ndarray) -> np.ndarray:
    """The index of the largest logit for each picture `[batch channel row col]`."""
    with torch.inference_mode():
        x = torch.from_numpy(pictures).contiguous(memory_format=torch.channels_last)
        return np.concatenate([network.stack(part).argmax(1).numpy() for part in x.split(64)])


def notes(
    network: Network,
    task: Task,
    *,
    seed: int,
    slices: Mapping[str, tuple[str, ...]] | None = None,
    colors: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, LayerNotes]:
    """Notes for the input and every layer: given names and colours, measured ranges.

    A layer that is never negative has the range from 0 to the 0.995 quantile of its active cells.
    Any other range is symmetric about 0, up to the 0.995 quantile of the magnitudes.

    Args:
        slices, colors: by layer; `colors` are `#rrggbb`.
    """
    pictures, _ = task.batch(generator(seed, Stream.RANGES), RANGE_SAMPLES)
    names, hues = dict(slices or {}), dict(colors or {})
    names[network.spec.layers[-1].name] = network.spec.outputs
    if network.spec.input_shape[0] == 3:
        names["input"], hues["input"] = ("red", "green", "blue"), ("#ff0000", "#00ff00", "#0000ff")
    layers = {layer.name: layer for layer in network.spec.layers}
    found = {}
    signed = False
    for name, values in forward(network, torch.from_numpy(pictures)).items():
        if name == "input":
            limits = (0.0, 1.0)
        else:
            signed = layers[name].signed(signed)
            limits = span(values.numpy(), signed)
        found[name] = LayerNotes(
            range=limits, slices=names.get(name, ()), colors=hues.get(name, ())
        )
    return found


def span(values: np.ndarray, signed: bool) -> tuple[float, float]:
    """The range of a layer's values; low < high, even when no cell is active."""
    seen = np.abs(values[values != 0]) if signed else values[values > 0]
    high = float(np.quantile(seen, QUANTILE)) if seen.size else 1.0
    return (-high if signed else 0.0, high)

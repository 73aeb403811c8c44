"""Measures a network for its card: accuracy at every position, and the range of each layer."""

from collections.abc import Mapping

import numpy as np
import torch

from app.network.build import Network
from app.network.card import RGB, Accuracy, LayerNotes
from app.network.colour_range import span
from app.network.trace import forward
from app.training.task import Stream, Task, generator

RANGE_SAMPLES = 512


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
    samples: int = RANGE_SAMPLES,
    slices: Mapping[str, tuple[str, ...]] | None = None,
    colors: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, LayerNotes]:
    """Notes for the input and every layer: given names and colours, measured ranges.

    Args:
        samples: pictures on which ranges are measured.
        slices, colors: by layer; `colors` are `#rrggbb`.
    """
    pictures, _ = task.batch(generator(seed, Stream.RANGES), samples)
    names, hues = dict(slices or {}), dict(colors or {})
    names[network.spec.layers[-1].name] = network.spec.outputs
    if network.spec.input_shape[0] == len(RGB):
        names["input"], hues["input"] = tuple(RGB), tuple(RGB.values())
    found = {}
    volumes = forward(network, torch.from_numpy(pictures))
    for (name, values), signed in zip(volumes.items(), network.spec.signs(), strict=True):
        limits = (0.0, 1.0) if name == "input" else span(values.numpy(), signed)
        found[name] = LayerNotes(
            range=limits, slices=names.get(name, ()), colors=hues.get(name, ())
        )
    return found

"""The trace: what every layer of a network answers to one picture."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float, Float32
from torch import Tensor

from app.network.build import Network
from app.network.layers.layer import Role


@dataclass(frozen=True, eq=False)
class Volume:
    """What one layer answers: `[channel row col]`, or `[unit]` in the head."""

    name: str
    role: Role | None
    values: Float32[np.ndarray, "..."]

    def active(self) -> list[int]:
        """Cells above zero, slice by slice (unit by unit in the head)."""
        rows = self.values.reshape(len(self.values), -1)
        return [int(count) for count in np.count_nonzero(rows > 0, axis=1)]


@dataclass(frozen=True, eq=False)
class Trace:
    """The volumes in the order in which data flows, the input first, and the outputs.

    `scores` are the softmax of `logits`, in the order of the spec's outputs.
    """

    model: str
    volumes: tuple[Volume, ...]
    logits: Float32[np.ndarray, "output"]
    scores: Float32[np.ndarray, "output"]

    def volume(self, name: str) -> Volume:
        """The volume of the layer called `name`; KeyError when there is none."""
        for volume in self.volumes:
            if volume.name == name:
                return volume
        raise KeyError(name)


def run(
    network: Network, pictures: Float[Tensor, "batch channel row col"]
) -> dict[str, Float[Tensor, "batch ..."]]:
    """What each layer answers to a batch of pictures, by name, in the order of the flow."""
    with torch.inference_mode():
        x = pictures.contiguous(memory_format=torch.channels_last)
        answers: dict[str, Tensor] = {"input": x}
        for name, layer in network.stack.layers.items():
            x = layer(x)
            answers[name] = x
    return answers


def trace(network: Network, picture: Float32[np.ndarray, "channel row col"]) -> Trace:
    """The answers to one picture, values 0..1, of the network's input shape."""
    answers = run(network, torch.from_numpy(picture)[None])
    roles: dict[str, Role | None] = {layer.name: layer.role for layer in network.spec.layers}
    roles["input"] = "input"
    volumes = tuple(
        Volume(name, roles[name], np.ascontiguousarray(values[0].numpy()))
        for name, values in answers.items()
    )
    logits = volumes[-1].values
    return Trace(network.name, volumes, logits, softmax(logits))


def answer(
    network: Network, picture: Float32[np.ndarray, "channel row col"]
) -> Float32[np.ndarray, "output"]:
    """The logits alone, those of `trace` to the last bit: one picture at a time, no copies."""
    with torch.inference_mode():
        x = torch.from_numpy(picture)[None].contiguous(memory_format=torch.channels_last)
        logits: np.ndarray = network.stack(x)[0].numpy()
        return logits


def volume(
    network: Network, picture: Float32[np.ndarray, "channel row col"], name: str
) -> Float32[np.ndarray, "..."]:
    """What the layer called `name` answers, that of `trace` to the last bit; later ones rest."""
    with torch.inference_mode():
        x = torch.from_numpy(picture)[None].contiguous(memory_format=torch.channels_last)
        if name != "input":
            for layer, module in network.stack.layers.items():
                x = module(x)
                if layer == name:
                    break
        values: np.ndarray = x[0].numpy()
        return values


def softmax(logits: Float32[np.ndarray, "output"]) -> Float32[np.ndarray, "output"]:
    """Shares that add up to 1."""
    exponentials = np.exp(logits - logits.max())
    shares: np.ndarray = exponentials / exponentials.sum()
    return shares

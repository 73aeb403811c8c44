"""The trace: the activations of every layer of a network for one picture.

Every function here computes whole pictures and keeps nothing: its result follows from its arguments
alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from jaxtyping import Bool, Float, Float32, Int32, UInt8
from torch import Tensor

from app.network.build import Network
from app.network.layers.layer import Role


@dataclass(frozen=True, eq=False)
class Volume:
    """One layer's activations: `[channel row col]`, or `[unit]` in the head.

    `stage` counts the volumes after the input from 1; None for layers of another role.

    Values lie in memory as the network left them, as a rule channel last: a copy would cost time
    on every frame.
    """

    name: str
    role: Role | None
    stage: int | None
    values: Float32[np.ndarray, "..."]

    def active(self) -> list[int]:
        """The number of cells above zero in each slice, or for each unit of the head."""
        found: list[int] = count_nonzero(self.values > 0).tolist()
        return found


def count_nonzero(
    values: Bool[np.ndarray, "slice *cell"] | UInt8[np.ndarray, "slice *cell"],
) -> Int32[np.ndarray, "slice"]:
    """The number of values in each slice that are not 0."""
    # Bits are counted eight at a time: a sum over an axis takes four times as long.
    bits = np.packbits(values.reshape(len(values), -1), axis=1)
    counts: np.ndarray = np.add.reduce(np.bitwise_count(bits), 1, np.int32)
    return counts


@dataclass(frozen=True, eq=False)
class Trace:
    """The volumes and outputs that a network computed for one picture.

    Args:
        model: the network's name.
        roles: each layer's role, by name.
        stages: each volume's stage, by name.
        activations: each layer's values by name, in the order in which data flows, input first.
        logits: the last layer's values, in the order of the spec's outputs.
        scores: softmax of the logits; the last layer's values themselves where they are
            probabilities already, or only one.
    """

    model: str
    roles: Mapping[str, Role | None]
    stages: Mapping[str, int]
    activations: Mapping[str, Float32[np.ndarray, "..."]]
    logits: Float32[np.ndarray, "output"]
    scores: Float32[np.ndarray, "output"]

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The activations with names and roles, in the same order."""
        return tuple(
            Volume(name, self.roles[name], self.stages.get(name), values)
            for name, values in self.activations.items()
        )

    def volume(self, name: str) -> Volume:
        """The volume of the layer called `name`; KeyError where the trace has none."""
        for volume in self.volumes:
            if volume.name == name:
                return volume
        raise KeyError(name)


def forward(
    network: Network, pictures: Float[Tensor, "batch channel row col"]
) -> dict[str, Float[Tensor, "batch ..."]]:
    """Each layer's activations for a batch of pictures, by name, in the order of the flow."""
    with torch.inference_mode():
        values = [pictures.contiguous(memory_format=torch.channels_last)]
        for _, call, sources in network.functions:
            values.append(call(*[values[number] for number in sources]))
    return dict(zip(network.spec.names, values, strict=True))


def trace(network: Network, picture: Float32[np.ndarray, "channel row col"]) -> Trace:
    """The trace of one picture, values 0..1, of the network's input shape."""
    return traced(network, forward(network, torch.from_numpy(picture).unsqueeze(0)))


def traced(network: Network, activations: Mapping[str, Float[Tensor, "1 ..."]]) -> Trace:
    """The trace made of the activations for one picture; the last ones are the logits."""
    arrays = {name: values.numpy()[0] for name, values in activations.items()}
    *_, logits = arrays.values()
    return Trace(
        network.name, network.roles, network.stages, arrays, logits, scores(network, logits)
    )


def logits_of(
    network: Network, picture: Float32[np.ndarray, "channel row col"]
) -> Float32[np.ndarray, "output"]:
    """The logits alone, equal to those of `trace` to the last bit, without its copies."""
    with torch.inference_mode():
        x = torch.from_numpy(picture).unsqueeze(0).contiguous(memory_format=torch.channels_last)
        values = [x]
        for _, call, sources in network.functions:
            values.append(call(*[values[number] for number in sources]))
        logits: np.ndarray = values[-1].numpy()[0]
        return logits


def volume(
    network: Network, picture: Float32[np.ndarray, "channel row col"], name: str
) -> Float32[np.ndarray, "..."]:
    """The values of the layer called `name`, equal to those of `trace` to the last bit.

    Later layers are not computed.
    """
    with torch.inference_mode():
        x = torch.from_numpy(picture).unsqueeze(0).contiguous(memory_format=torch.channels_last)
        values = [x]
        if name != "input":
            for layer, call, sources in network.functions:
                values.append(call(*[values[number] for number in sources]))
                if layer == name:
                    break
        found: np.ndarray = values[-1].numpy()[0]
        return found


def scores(
    network: Network, logits: Float32[np.ndarray, "*batch output"]
) -> Float32[np.ndarray, "*batch output"]:
    """The softmax of the logits: positive shares whose sum is 1.

    Of a network that ends in probabilities, or in one value, these are its own outputs.
    """
    if network.scored:
        return logits
    shares: np.ndarray
    if logits.ndim == 1:
        # As below, quicker: every frame passes here.
        exponentials = np.exp(logits - logits.max())
        shares = exponentials / exponentials.sum()
        return shares
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return shares

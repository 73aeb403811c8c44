"""The trace: what every layer of a network answers to one picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from jaxtyping import Bool, Float, Float32, Int32, UInt8
from torch import Tensor

from app.network.build import Network
from app.network.incremental import Box, Partial
from app.network.layers.layer import Role
from app.network.patch_cache import Patches, Pixels


@dataclass(frozen=True, eq=False)
class Volume:
    """What one layer answers: `[channel row col]`, or `[unit]` in the head.

    Values lie in memory as the network left them, channel last as a rule: nothing is copied that
    nobody asks for.
    """

    name: str
    role: Role | None
    values: Float32[np.ndarray, "..."]

    def active(self) -> list[int]:
        """Cells above zero, slice by slice (unit by unit in the head)."""
        found: list[int] = nonzero(self.values > 0).tolist()
        return found


def nonzero(
    values: Bool[np.ndarray, "slice *cell"] | UInt8[np.ndarray, "slice *cell"],
) -> Int32[np.ndarray, "slice"]:
    """How many are not 0, slice by slice."""
    # Eight at a time: to add up over an axis, or to count slice by slice, takes four times as long.
    bits = np.packbits(values.reshape(len(values), -1), axis=1)
    counts: np.ndarray = np.add.reduce(np.bitwise_count(bits), 1, np.int32)
    return counts


@dataclass(frozen=True, eq=False)
class Trace:
    """What each layer answers, by name, in the order in which data flows, the input first.

    `logits` are what the last one answers, `scores` their softmax, in the order of the spec's
    outputs.
    """

    model: str
    roles: Mapping[str, Role | None]
    answers: Mapping[str, Float32[np.ndarray, "..."]]
    logits: Float32[np.ndarray, "output"]
    scores: Float32[np.ndarray, "output"]

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """All of them."""
        return tuple(
            Volume(name, self.roles[name], values) for name, values in self.answers.items()
        )

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
        for name, function in network.functions:
            answers[name] = x = function(x)
    return answers


def trace(network: Network, picture: Float32[np.ndarray, "channel row col"]) -> Trace:
    """The answers to one picture, values 0..1, of the network's input shape."""
    return _traced(network, run(network, torch.from_numpy(picture).unsqueeze(0)))


def shown(
    patches: Patches,
    picture: Float32[np.ndarray, "channel row col"],
    pixels: Pixels,
    boxes: Sequence[Box],
) -> Trace:
    """The trace of what people are shown: each volume that has a role, and the head.

    Args:
        patches: of a black ground, for all stages.
        pixels: what the picture is made of.
        boxes: outside of which it is black; few small ones make it quick.
    """
    partial = patches.partial
    x = torch.from_numpy(picture).unsqueeze(0)
    answers = {"input": x}
    parts = patches.parts(boxes)
    if parts is not None:
        answers |= patches.put(pixels, lambda: x, parts)
    else:
        with torch.inference_mode():
            answers |= partial.kept(x)
    return _traced(partial.network, _finished(partial, answers))


def _finished(partial: Partial, answers: dict[str, Tensor]) -> dict[str, Tensor]:
    """The answers with those of the layers behind the stages, which take a whole volume."""
    *_, x = answers.values()
    with torch.inference_mode():
        for name, function in partial.rest:
            answers[name] = x = function(x)
    return answers


def _traced(network: Network, answers: Mapping[str, Tensor]) -> Trace:
    """The trace, from the answers to one picture."""
    arrays = {name: values.numpy()[0] for name, values in answers.items()}
    *_, logits = arrays.values()
    return Trace(network.name, network.roles, arrays, logits, softmax(logits))


def answer(
    network: Network, picture: Float32[np.ndarray, "channel row col"]
) -> Float32[np.ndarray, "output"]:
    """The logits alone, those of `trace` to the last bit: one picture at a time, no copies."""
    with torch.inference_mode():
        x = torch.from_numpy(picture).unsqueeze(0).contiguous(memory_format=torch.channels_last)
        for _, function in network.functions:
            x = function(x)
        logits: np.ndarray = x.numpy()[0]
        return logits


def volume(
    network: Network, picture: Float32[np.ndarray, "channel row col"], name: str
) -> Float32[np.ndarray, "..."]:
    """What the layer called `name` answers, that of `trace` to the last bit; later ones rest."""
    with torch.inference_mode():
        x = torch.from_numpy(picture).unsqueeze(0).contiguous(memory_format=torch.channels_last)
        if name != "input":
            for layer, function in network.functions:
                x = function(x)
                if layer == name:
                    break
        values: np.ndarray = x.numpy()[0]
        return values


def answers(
    partial: Partial, pictures: Sequence[Float32[np.ndarray, "channel row col"]], box: Box
) -> Float32[np.ndarray, "picture output"]:
    """The logits of several pictures that are black outside of a box."""
    batch = torch.from_numpy(np.stack([picture.transpose(1, 2, 0) for picture in pictures]))
    x, worth = batch.permute(0, 3, 1, 2), partial.worth([box])
    with torch.inference_mode():
        known = partial.changed(partial.blank, x, [box]) if worth else partial.kept(x)
    *_, logits = _finished(partial, {"input": x} | known).values()
    found: np.ndarray = logits.numpy()
    return found


def softmax(logits: Float32[np.ndarray, "output"]) -> Float32[np.ndarray, "output"]:
    """Shares that add up to 1."""
    exponentials = np.exp(logits - logits.max())
    shares: np.ndarray = exponentials / exponentials.sum()
    return shares

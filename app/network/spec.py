"""The spec: a network's architecture, as data."""

from math import prod
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.errors import BrokenNetwork
from app.network.layers import AnyLayer
from app.network.layers.layer import Shape

Extent = Annotated[int, Field(ge=1, le=1024)]

LARGEST = 2**24
"""Cells of a volume, at most; 64 channels of 256 × 256 are a quarter of it."""


class Spec(BaseModel):
    """An architecture: layers in the order in which data flows through them.

    `input_shape` is `(channel, row, col)` in px. The last layer computes one logit for each of
    `outputs`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    input_shape: tuple[Extent, Extent, Extent]
    layers: Annotated[tuple[AnyLayer, ...], Field(min_length=1, max_length=64)]
    outputs: Annotated[tuple[str, ...], Field(min_length=1, max_length=1000)]

    def stages(self) -> dict[str, int]:
        """The stage of each volume, by name: 1 for the first after the input, then 2, and so on."""
        volumes = [layer.name for layer in self.layers if layer.role == "volume"]
        return {name: stage for stage, name in enumerate(volumes, 1)}

    def shapes(self) -> list[Shape]:
        """The shape of each layer's output, in order.

        Raises:
            BrokenNetwork: the input or a layer is too large, a layer does not fit what comes before
                it or its role, two layers or two outputs share a name, or the last layer does not
                have one value for each output; names the layer.
        """
        if len(set(self.outputs)) < len(self.outputs):
            raise BrokenNetwork(f"two outputs share a name: {', '.join(self.outputs)}", "outputs")
        shape: Shape = self.input_shape
        if (cells := prod(shape)) > LARGEST:
            raise BrokenNetwork(f"input: expected at most {LARGEST} cells, got {cells}", "input")
        found: list[Shape] = []
        seen = {"input"}
        for layer in self.layers:
            if layer.name in seen:
                raise BrokenNetwork(f"two layers are called {layer.name!r}", layer.name)
            seen.add(layer.name)
            shape = layer.output_shape(shape)
            if min(shape) < 1:
                raise BrokenNetwork(f"layer {layer.name} would have shape {shape}", layer.name)
            if (cells := prod(shape)) > LARGEST:
                raise BrokenNetwork(
                    f"layer {layer.name}: expected at most {LARGEST} cells, got {cells}", layer.name
                )
            if layer.role is not None and (layer.role == "volume") != (len(shape) == 3):
                raise BrokenNetwork(
                    f"layer {layer.name}: expected the role of a "
                    f"{'volume' if len(shape) == 3 else 'vector'} of shape {shape}, "
                    f"got {layer.role!r}",
                    layer.name,
                )
            found.append(shape)
        if shape != (len(self.outputs),):
            last = self.layers[-1].name
            raise BrokenNetwork(
                f"layer {last} expected shape ({len(self.outputs)},), one value for each output; "
                f"got {shape}",
                last,
            )
        return found

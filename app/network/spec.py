"""The spec: a network's architecture, as data."""

from functools import cached_property
from math import prod
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.errors import BrokenNetwork
from app.network.layers import AnyLayer
from app.network.layers.layer import LARGEST, Layer, Shape
from app.network.window import Windows

MOST_OUTPUTS = 1000
"""Outputs of a network, at most."""

Extent = Annotated[int, Field(ge=1, le=1024)]


class Spec(BaseModel):
    """An architecture: a graph of layers, each after those that feed it.

    A layer that names no inputs takes the output of the one before it; `input` is the picture.
    `input_shape` is `(channel, row, col)` in px. The last layer computes one logit for each of
    `outputs`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    input_shape: tuple[Extent, Extent, Extent]
    layers: Annotated[tuple[AnyLayer, ...], Field(min_length=1, max_length=1024)]
    outputs: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_OUTPUTS)]

    def stages(self) -> dict[str, int]:
        """The stage of each volume, by name: 1 for the first after the input, then 2, and so on."""
        volumes = [layer.name for layer in self.layers if layer.role == "volume"]
        return {name: stage for stage, name in enumerate(volumes, 1)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of each value by its number: `input`, then the layers in order."""
        return ("input", *(layer.name for layer in self.layers))

    @cached_property
    def sources(self) -> tuple[tuple[int, ...], ...]:
        """For each layer the numbers of those that feed it: 0 is the input, 1 the first layer.

        Raises:
            BrokenNetwork: two layers share a name, a layer takes one that does not come before it,
                or nothing takes a layer's output and it is not the last; names the layer.
        """
        numbers = {"input": 0}
        found: list[tuple[int, ...]] = []
        for number, layer in enumerate(self.layers, 1):
            if layer.name in numbers:
                raise BrokenNetwork(f"two layers are called {layer.name!r}", layer.name)
            for name in layer.inputs:
                if name not in numbers:
                    raise BrokenNetwork(
                        f"layer {layer.name}: expected inputs among the layers before it, "
                        f"got {name!r}",
                        layer.name,
                    )
            found.append(tuple(numbers[name] for name in layer.inputs) or (number - 1,))
            numbers[layer.name] = number
        used = {number for sources in found for number in sources}
        for number, layer in enumerate(self.layers[:-1], 1):
            if number not in used:
                raise BrokenNetwork(f"layer {layer.name}: nothing takes its output", layer.name)
        return tuple(found)

    @cached_property
    def resolved(self) -> tuple[Layer, ...]:
        """The layers, each with the names of its inputs; equal for equal architectures."""
        return tuple(
            layer.model_copy(update={"inputs": tuple(self.names[source] for source in sources)})
            for layer, sources in zip(self.layers, self.sources, strict=True)
        )

    @cached_property
    def head_input(self) -> int:
        """The number of the volume that the head takes, 0 for the input.

        It is the last volume of more than one place on which, alone, all later layers depend.
        """
        shapes = [self.input_shape, *self.shapes()]
        needed = {len(self.layers)}
        while needed != {0}:
            last = max(needed)
            if len(needed) == 1 and len(shapes[last]) == 3 and prod(shapes[last][1:]) > 1:
                return last
            needed = needed - {last} | set(self.sources[last - 1])
        return 0

    @cached_property
    def windows(self) -> tuple[Windows | None, ...]:
        """The windows of each layer's cells; None where they see more, and for vectors."""
        shapes = [self.input_shape, *self.shapes()]
        return tuple(
            layer.windows_after([shapes[number] for number in sources]) if len(shape) == 3 else None
            for layer, sources, shape in zip(self.layers, self.sources, shapes[1:], strict=True)
        )

    @cached_property
    def first_of_head(self) -> int:
        """The index of the head's first layer that computes; volumes may be passed on before it.

        Where none does, the last layer's.
        """
        behind = range(self.head_input, len(self.layers))
        computing = (index for index in behind if not self.layers[index].passes_on)
        return next(computing, len(self.layers) - 1)

    def signs(self, before: bool = False) -> list[bool]:
        """Whether values can be negative: of the input, which is `before`, then of each layer."""
        found = [before]
        for layer, sources in zip(self.layers, self.sources, strict=True):
            found.append(layer.signed(any(found[number] for number in sources)))
        return found

    def shapes(self) -> list[Shape]:
        """The shape of each layer's output, in order; raises as `output_shapes`."""
        return list(self.output_shapes)

    @cached_property
    def output_shapes(self) -> tuple[Shape, ...]:
        """The shape of each layer's output, in order.

        Raises:
            BrokenNetwork: the input or a layer is too large, a layer does not fit what comes before
                it or its role, two outputs share a name, the last layer does not have one value for
                each output, or as `sources`; names the layer.
        """
        if len(set(self.outputs)) < len(self.outputs):
            raise BrokenNetwork(f"two outputs share a name: {', '.join(self.outputs)}", "outputs")
        found: list[Shape] = [self.input_shape]
        if (cells := prod(self.input_shape)) > LARGEST:
            raise BrokenNetwork(f"input: expected at most {LARGEST} cells, got {cells}", "input")
        for layer, sources in zip(self.layers, self.sources, strict=True):
            shape = layer.shape_after([found[number] for number in sources])
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
        if found[-1] != (len(self.outputs),):
            last = self.layers[-1].name
            raise BrokenNetwork(
                f"layer {last} expected shape ({len(self.outputs)},), one value for each output; "
                f"got {found[-1]}",
                last,
            )
        return tuple(found[1:])

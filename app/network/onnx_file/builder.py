"""The network that grows while a file's nodes are read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
import torch
from pydantic import ValidationError

from app.errors import BrokenNetwork, RefusedFile
from app.network.invalid_field import first_of
from app.network.layers import KINDS
from app.network.layers.layer import LARGEST, Layer, Shape
from app.network.onnx_file.value import Value


class Builder:
    """Layers, their weights, the tensors of the file that they equal, and notes for people.

    Attributes:
        layers: in the order of the flow.
        weights: by public name, `layer.weight`.
        values: for each layer the name of the file's tensor that it equals.
        sources: for layers whose node the file's author named, that name.
        notes: what was done to the network, in sentences without names of the file, so that the
            page can translate them.
    """

    def __init__(self, room: int) -> None:
        """`room`: bytes that weights and computed constants may take together."""
        self._room = room
        self.layers: list[Layer] = []
        self.weights: dict[str, torch.Tensor] = {}
        self.values: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.notes: list[str] = []
        self._counts: Counter[str] = Counter()
        self._named: dict[str, Layer] = {}

    def take(self, size: int) -> None:
        """Counts bytes that are about to be allocated.

        Raises:
            RefusedFile: there is no room: many nodes share one tensor, or compute others of it.
        """
        self._room -= size
        if self._room < 0:
            raise RefusedFile("expected weights of twice the file's size at most, got more")

    def note(self, sentence: str) -> None:
        """Adds a sentence to the notes, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def add(
        self,
        kind: str,
        sources: Sequence[Value],
        options: Mapping[str, Any],
        weights: Mapping[str, np.ndarray],
    ) -> Value:
        """A new layer; its output.

        Raises:
            BrokenNetwork: the options or the shapes do not fit the kind.
            RefusedFile: there is no room for the weights.
        """
        self._counts[kind] += 1
        name = f"{kind}{self._counts[kind]}"
        data = {
            "name": name,
            "inputs": [source.layer for source in sources],
            **options,
        }
        try:
            layer: Layer = KINDS[kind].model_validate(data)
        except ValidationError as error:
            field = first_of(error)
            why = f"{field.where}: {field.sentence}" if field.place else field.why
            raise BrokenNetwork(why, field.where or None) from None
        shape: Shape = layer.shape_after([source.shape for source in sources])
        if min(shape) < 1:
            raise BrokenNetwork(f"its output would have shape {shape}", name)
        # At once: a chain of nodes can double its slices with each.
        if (cells := prod(shape)) > LARGEST:
            raise BrokenNetwork(f"expected at most {LARGEST} cells, got {cells}", name)
        self.layers.append(layer)
        self._named[name] = layer
        self.take(sum(4 * array.size for array in weights.values()))
        for weight, array in weights.items():
            self.weights[f"{name}.{weight}"] = torch.from_numpy(array.astype(np.float32))
        return Value.of(name, shape)

    def find(self, name: str) -> Layer | None:
        """The layer called `name`; None for the picture."""
        return self._named.get(name)

    def prune(self, last: str) -> None:
        """Drops all layers on which the one called `last` does not depend."""
        needed = {last}
        for layer in reversed(self.layers):
            if layer.name in needed:
                needed.update(layer.inputs)
        self.layers = [layer for layer in self.layers if layer.name in needed]
        self.weights = {
            name: weight
            for name, weight in self.weights.items()
            if name.partition(".")[0] in needed
        }
        self.values = {name: tensor for name, tensor in self.values.items() if name in needed}

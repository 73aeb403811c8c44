"""From a spec to a torch module, and from weights to a network that is ready to compute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, prod
from threading import Lock
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from app.errors import BrokenNetwork
from app.network.layers.layer import Layer, Role
from app.network.spec import Spec

PROBABILITIES = {"softmax", "sigmoid", "hardsigmoid"}
"""Kinds of layers whose outputs are probabilities."""
KEEP_PROBABILITIES = {"gmp", "gap", "mean", "flatten", "identity", "dropout"}
"""Kinds of layers that make probabilities of probabilities."""

PRODUCTS_OF_CELL = 16
"""Products that take as long as one cell of a window without weights, such as a pooling's, or one
cell that an activation takes: 0.5 to 3 ns, where a product of a convolution takes 0.03 ns."""

_DRAWING = Lock()


class Stack(nn.Module):
    """The layers of a spec as one torch module; parameters are called `layer.weight` and so on."""

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        inputs = [spec.input_shape, *spec.shapes()]
        self.layers = nn.ModuleDict(
            {
                layer.name: layer.build(shape)
                for layer, (first, *_) in zip(spec.layers, spec.sources, strict=True)
                for shape in [inputs[first]]
            }
        )
        self.sources = spec.sources

    def forward(self, x: Float[Tensor, "batch channel row col"]) -> Float[Tensor, "batch output"]:
        """The logits."""
        values = [x]
        for layer, sources in zip(self.layers.values(), self.sources, strict=True):
            values.append(layer(*[values[number] for number in sources]))
        return values[-1]


class Function(NamedTuple):
    """One layer: its name, its function, and the numbers of the values that it takes.

    0 is the picture, 1 the first layer's output, and so on.
    """

    name: str
    call: Callable[..., Tensor]
    sources: tuple[int, ...]


class HeadLayer(NamedTuple):
    """One layer of the head, its module, and the names of the layers that feed it."""

    layer: Layer
    module: nn.Module
    inputs: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """A network with fixed weights: its name, its spec and the module that computes it."""

    name: str
    spec: Spec
    stack: Stack

    @cached_property
    def roles(self) -> dict[str, Role | None]:
        """The role of each layer, by name, the input first."""
        roles: dict[str, Role | None] = {"input": "input"}
        return roles | {layer.name: layer.role for layer in self.spec.layers}

    @cached_property
    def stages(self) -> dict[str, int]:
        """The stage of each volume, by name."""
        return self.spec.stages()

    @cached_property
    def operations(self) -> int:
        """How many products one pass takes, or what takes as long in layers without weights."""
        shapes = [self.spec.input_shape, *self.spec.shapes()]
        found = 0
        for layer, shape, sources, windows in zip(
            self.spec.layers, shapes[1:], self.spec.sources, self.spec.windows, strict=True
        ):
            if windows is None:
                seen = sum(prod(shapes[source]) for source in sources)
            else:
                seen = prod(shape) * windows.rows.size * windows.cols.size
            weight = self.stack.layers[layer.name].state_dict().get("weight")
            found += PRODUCTS_OF_CELL * seen if weight is None else weight.numel() * prod(shape[1:])
        return found

    @cached_property
    def cells(self) -> int:
        """How many numbers the volumes and vectors of one pass have, the input's included."""
        return sum(prod(shape) for shape in (self.spec.input_shape, *self.spec.shapes()))

    @cached_property
    def probabilities(self) -> bool:
        """Whether the outputs are probabilities already, or a maximum or mean of some."""
        kinds = [layer.kind for layer in self.spec.layers]
        number = len(kinds)
        while number and kinds[number - 1] in KEEP_PROBABILITIES:
            number = self.spec.sources[number - 1][0]
        return number > 0 and kinds[number - 1] in PROBABILITIES

    @cached_property
    def scored(self) -> bool:
        """Whether the outputs are scores as they are: probabilities, or one value alone.

        The softmax of one value is 1, whatever the value.
        """
        return self.probabilities or len(self.spec.outputs) == 1

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Each layer's function, in the order of the flow."""
        return tuple(
            Function(layer.name, layer.function(self.stack.layers[layer.name]), sources)
            for layer, sources in zip(self.spec.layers, self.spec.sources, strict=True)
        )

    @cached_property
    def head(self) -> tuple[HeadLayer, ...]:
        """The layers behind the volume that the head takes."""
        names = self.spec.names
        begin = self.spec.head_input
        layers, sources = self.spec.layers[begin:], self.spec.sources[begin:]
        return tuple(
            HeadLayer(
                layer,
                self.stack.layers[layer.name],
                tuple(names[number] for number in numbers),
            )
            for layer, numbers in zip(layers, sources, strict=True)
        )

    @cached_property
    def bent_head(self) -> bool:
        """Whether a layer of the head is not piecewise linear."""
        return any(layer.bent for layer, _, _ in self.head)

    @cached_property
    def first_of_head(self) -> HeadLayer:
        """The head's first layer that computes; see `Spec.first_of_head`."""
        return self.head[self.spec.first_of_head - self.spec.head_input]

    @cached_property
    def one_hots(self) -> tuple[Float[Tensor, "output"], ...]:
        """For each output a vector, 1 there and 0 elsewhere: its logit's gradient at the logits."""
        return tuple(torch.eye(len(self.spec.outputs)).unbind())


class Undrawn(TorchFunctionMode):
    """Skips the drawing of random weights where others will replace them."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Calls every function but `uniform_`."""
        return args[0] if func is Tensor.uniform_ else func(*args, **(kwargs or {}))


def build(spec: Spec) -> Stack:
    """The module of a spec, with fresh random weights (torch's own initialisation).

    Raises:
        BrokenNetwork: a layer does not fit, or has a name that torch uses itself; names the layer.
    """
    for layer in spec.layers:
        if hasattr(nn.ModuleDict(), layer.name):
            raise BrokenNetwork(
                f"layer {layer.name}: expected a name that torch does not use itself", layer.name
            )
    return Stack(spec)


def fresh(spec: Spec, seed: int) -> Stack:
    """The module of a spec with random weights that follow from the seed; raises as `build`.

    torch has one random generator for the whole process: its state is restored afterwards, and a
    lock lets one thread at a time use it.
    """
    with _DRAWING, torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build(spec)


def parameters(stack: Stack) -> dict[str, Tensor]:
    """The weights by public name, `conv1.weight` and so on, detached and on the CPU."""
    return {
        name.removeprefix("layers."): value.detach().cpu().contiguous()
        for name, value in stack.state_dict().items()
    }


def assemble(name: str, spec: Spec, weights: Mapping[str, Tensor]) -> Network:
    """A network that is ready to compute: float32, channels last, no gradients.

    Raises:
        BrokenNetwork: the weights' names or shapes are not the spec's, a value is not finite, or a
            layer's weights do not fit its kind.
    """
    # The meta device allocates nothing: a spec may ask for more memory than there is.
    with torch.device("meta"), Undrawn():
        stack = build(spec)
    expected = {
        key.removeprefix("layers."): tuple(value.shape) for key, value in stack.state_dict().items()
    }
    got = {key: tuple(value.shape) for key, value in weights.items()}
    for key in sorted(expected.keys() | got.keys()):
        if expected.get(key) != got.get(key):
            raise BrokenNetwork(
                f"weights {key}: expected shape {expected.get(key, 'none')}, "
                f"got {got.get(key, 'none')}",
                key,
            )
    floats = {}
    for key, value in weights.items():
        if not value.is_floating_point():
            raise BrokenNetwork(f"weights {key}: expected floats, got {value.dtype}", key)
        floats[key] = value.to(torch.float32, copy=True)
        # Checked after the conversion: a float64 may be too large for a float32. If any value is
        # NaN, both extremes are.
        if not all(isfinite(extreme) for extreme in floats[key].aminmax()):
            raise BrokenNetwork(f"weights {key}: expected finite numbers, got NaN or infinity", key)
    stack.load_state_dict({f"layers.{key}": value for key, value in floats.items()}, assign=True)
    for layer in spec.layers:
        layer.check_weights(stack.layers[layer.name])
    # Convolutions on a CPU are quickest with channels last.
    # torch's annotations lack the memory format of a module.
    stack = stack.to(memory_format=torch.channels_last).eval().requires_grad_(False)  # type: ignore[call-overload]
    return Network(name, spec, stack)

"""From a spec to a torch module, and from weights to a network that is ready to compute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, prod
from threading import Lock
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from app.errors import BrokenNetwork
from app.network.layers.layer import Layer, Role
from app.network.spec import Spec

_DRAWING = Lock()


class Stack(nn.Module):
    """The layers of a spec as one torch module; parameters are called `layer.weight` and so on."""

    def __init__(self, spec: Spec) -> None:
        super().__init__()
        inputs = [spec.input_shape, *spec.shapes()]
        self.layers = nn.ModuleDict(
            {
                layer.name: layer.build(shape)
                for layer, shape in zip(spec.layers, inputs, strict=False)
            }
        )

    def forward(self, x: Float[Tensor, "batch channel row col"]) -> Float[Tensor, "batch output"]:
        """The logits."""
        for layer in self.layers.values():
            x = layer(x)
        return x


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
    def products(self) -> int:
        """How many products (weight × value) one forward pass takes."""
        return sum(
            weight.numel() * prod(shape[1:])
            for layer, shape in zip(self.spec.layers, self.spec.shapes(), strict=True)
            for name, weight in self.stack.layers[layer.name].named_parameters()
            if name == "weight"
        )

    @cached_property
    def functions(self) -> tuple[tuple[str, Callable[[Tensor], Tensor]], ...]:
        """Each layer's name and function, in the order of the flow."""
        return tuple(
            (layer.name, layer.function(self.stack.layers[layer.name]))
            for layer in self.spec.layers
        )

    @cached_property
    def backwards(self) -> tuple[tuple[Layer, nn.Module], ...]:
        """Each layer and its module, from the last to the first."""
        return tuple((layer, self.stack.layers[layer.name]) for layer in reversed(self.spec.layers))

    @cached_property
    def head(self) -> nn.Module:
        """The module that takes the last volume and returns a vector."""
        shapes = zip(self.spec.layers, self.spec.shapes(), strict=True)
        first = next(layer for layer, shape in shapes if len(shape) == 1)
        return self.stack.layers[first.name]

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
        BrokenNetwork: the weights' names or shapes are not the spec's, or a value is not finite.
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
    # Convolutions on a CPU are quickest with channels last.
    # torch's annotations lack the memory format of a module.
    stack = stack.to(memory_format=torch.channels_last).eval().requires_grad_(False)  # type: ignore[call-overload]
    return Network(name, spec, stack)

"""From a spec to a torch module, and from weights to a network that answers."""

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
    """The layers of a spec, one after the other; parameters are called `layer.weight` and so on."""

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
    """A frozen network: its name, its spec and the module that computes it."""

    name: str
    spec: Spec
    stack: Stack

    @cached_property
    def roles(self) -> dict[str, Role | None]:
        """What each layer is to people, by name, the input first."""
        roles: dict[str, Role | None] = {"input": "input"}
        return roles | {layer.name: layer.role for layer in self.spec.layers}

    @cached_property
    def stages(self) -> dict[str, int]:
        """The stage of each volume, by name."""
        return self.spec.stages()

    @cached_property
    def products(self) -> int:
        """How many products (weight × value) convolutions and fully connected layers take."""
        return sum(
            weight.numel() * prod(shape[1:])
            for layer, shape in zip(self.spec.layers, self.spec.shapes(), strict=True)
            for name, weight in self.stack.layers[layer.name].named_parameters()
            if name == "weight"
        )

    @cached_property
    def functions(self) -> tuple[tuple[str, Callable[[Tensor], Tensor]], ...]:
        """What each layer computes, by name, in the order of the flow."""
        return tuple(
            (layer.name, layer.function(self.stack.layers[layer.name]))
            for layer in self.spec.layers
        )

    @cached_property
    def backwards(self) -> tuple[tuple[Layer, nn.Module], ...]:
        """Each layer and its module, against the flow."""
        return tuple((layer, self.stack.layers[layer.name]) for layer in reversed(self.spec.layers))

    @cached_property
    def head(self) -> nn.Module:
        """The module that takes the last volume, and gives a vector."""
        shapes = zip(self.spec.layers, self.spec.shapes(), strict=True)
        first = next(layer for layer, shape in shapes if len(shape) == 1)
        return self.stack.layers[first.name]

    @cached_property
    def one_hots(self) -> tuple[Float[Tensor, "output"], ...]:
        """For each output a vector, 1 there and 0 elsewhere: its logit's gradient at the logits."""
        return tuple(torch.eye(len(self.spec.outputs)).unbind())


class Undrawn(TorchFunctionMode):
    """Leaves fresh weights undrawn, where others will take their place."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """All but drawing."""
        return args[0] if func is Tensor.uniform_ else func(*args, **(kwargs or {}))


def build(spec: Spec) -> Stack:
    """The module of a spec, with fresh random weights (torch's own initialisation).

    Raises:
        BrokenNetwork: a layer does not fit, or has a name that torch keeps for itself; names the
            layer.
    """
    for layer in spec.layers:
        if hasattr(nn.ModuleDict(), layer.name):
            raise BrokenNetwork(
                f"layer {layer.name}: expected a name that torch does not use itself", layer.name
            )
    return Stack(spec)


def fresh(spec: Spec, seed: int) -> Stack:
    """The module of a spec with the random weights of a seed, always the same; raises as `build`.

    torch draws them from one generator for the whole process: it is left as it was, and only one
    thread at a time is let to it.
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
    """A network ready to answer: float32, channels last, no gradients.

    Raises:
        BrokenNetwork: the weights' names or shapes are not the spec's, or a value is not finite.
    """
    # Without memory for weights: a spec may ask for more than there is.
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
        # After the conversion: a float64 may be too large for a float32. (NaN is both extremes.)
        if not all(isfinite(extreme) for extreme in floats[key].aminmax()):
            raise BrokenNetwork(f"weights {key}: expected finite numbers, got NaN or infinity", key)
    stack.load_state_dict({f"layers.{key}": value for key, value in floats.items()}, assign=True)
    # Channels last is what the CPU's convolutions are quickest with.
    # (torch's annotations do not know that a module can be given a memory format.)
    stack = stack.to(memory_format=torch.channels_last).eval().requires_grad_(False)  # type: ignore[call-overload]
    return Network(name, spec, stack)

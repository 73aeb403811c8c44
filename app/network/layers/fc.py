"""Fully connected: every unit sees every cell."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Annotated, Literal, cast

import torch
from jaxtyping import Float
from pydantic import Field
from torch import Tensor, nn
from torch.nn.functional import linear

from app.network.cell_step import Index, Shares
from app.network.layers.layer import Layer, Shape
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import shares

CHUNK = 1024
"""How many products one partial sum adds up."""


class Flat(nn.Linear):
    """A linear layer that takes volumes too, flattened in the order channel, row, col.

    For few pictures torch adds up one product after the other, and a sum of 65,536 products has a
    relative error of 1e-5 and more. Partial sums keep it below that, for a fifth of a millisecond.
    Training, which takes many pictures at a time, does without them.
    """

    def forward(self, values: Float[Tensor, "batch *cell"]) -> Float[Tensor, "batch unit"]:
        """`out[u] = bias[u] + sum(weight[u, i] * in[i])`, i over all cells."""
        flat = values.flatten(1)
        if self.training or flat.shape[1] <= CHUNK:
            return super().forward(flat)
        sums = chunked_sum(flat, self.weight.split(CHUNK, 1))
        return sums if self.bias is None else sums + self.bias


def chunked_sum(
    flat: Float[Tensor, "batch cell"], weights: tuple[Tensor, ...]
) -> Float[Tensor, "batch unit"]:
    """`sum(weight[u, i] * flat[i])` by partial sums, one for each of `weights`, `[unit chunk]`."""
    chunks = zip(flat.split(CHUNK, 1), weights, strict=True)
    return torch.stack([linear(chunk, weight) for chunk, weight in chunks]).sum(0)


class FullyConnected(Layer):
    """One weight for each pair of a unit and a cell: places share no weights.

    Without `bias` a unit is the sum alone.
    """

    kind: Literal["fc"] = "fc"
    pooling_name = None
    units: Annotated[int, Field(ge=1, le=8192)]
    bias: bool = True

    def output_shape(self, shape: Shape) -> Shape:
        """`(units,)`."""
        return (self.units,)

    def signed(self, before: bool) -> bool:
        """Always: weights have both signs."""
        return True

    def windows(self) -> None:
        """None: a unit sees everything."""
        return None

    def build(self, shape: Shape) -> nn.Module:
        """A `Linear` over the flattened input."""
        return Flat(prod(shape), self.units, self.bias)

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """The sums alone; where all chunks have one length, in a single call."""
        flat = cast(Flat, module)
        weight, bias = flat.weight, flat.bias
        if flat.in_features <= CHUNK:
            return lambda x: linear(x.flatten(1), weight, bias)
        count, rest = divmod(flat.in_features, CHUNK)
        if not self.bias:
            return flat.forward
        if rest:
            weights = weight.split(CHUNK, 1)
            return lambda x: chunked_sum(x.flatten(1), weights) + bias
        chunks = weight.view(-1, count, CHUNK).permute(1, 2, 0)
        return lambda x: (
            torch.bmm(x.reshape(-1, count, CHUNK).transpose(0, 1), chunks).sum(0) + bias
        )

    def vjp(self, module: nn.Module, gradient: Tensor, x: Tensor, y: Tensor) -> Tensor:
        """`sum(gradient[u] * weight[u, i])` over the units u, in the input's shape."""
        return (gradient @ cast(Flat, module).weight).reshape(x.shape)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`Gemm`, behind a `Flatten`."""
        linear = cast(Flat, module)
        weights = [graph.constant("weight", linear.weight)]
        if linear.bias is not None:
            weights.append(graph.constant("bias", linear.bias))
        flat = inputs[0] if len(shapes[0]) == 1 else graph.node("Flatten", *inputs)
        return graph.node("Gemm", flat, *weights, transB=1)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Shares:
        """The contribution of every cell to the unit, and the bias."""
        linear = cast(Flat, module)
        weights = linear.weight[at[0]].reshape(x.shape).double().numpy()
        bias = 0.0 if linear.bias is None else float(linear.bias[at[0]])
        return shares(x.double().numpy(), weights, bias, top)


LAYER = FullyConnected

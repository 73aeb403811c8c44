"""Batch normalisation with the means and variances of training (Ioffe & Szegedy 2015)."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal, cast

import torch
from pydantic import Field
from torch import Tensor, nn

from app.network.cell_step import Index, Scale
from app.network.layers.layer import Shape
from app.network.layers.pointwise import Pointwise
from app.network.onnx_graph import OnnxGraph
from app.network.weighted_sums import scaled


class Normalisation(nn.Module):
    """Normalises each slice (or unit) of `count` by a mean and a variance that stay as they are."""

    def __init__(self, count: int, rank: int, epsilon: float) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(count))
        self.offset = nn.Parameter(torch.zeros(count))
        self.mean = nn.Parameter(torch.zeros(count), requires_grad=False)
        self.variance = nn.Parameter(torch.ones(count), requires_grad=False)
        self.epsilon = epsilon
        self.shape = (-1, *(1,) * (rank - 1))

    def line(self) -> tuple[Tensor, Tensor]:
        """For each slice the factor and the offset that amount to the normalisation.

        They are computed in float64 and rounded once.
        """
        factor = self.scale.double() / (self.variance.double() + self.epsilon).sqrt()
        offset = self.offset.double() - self.mean.double() * factor
        return factor.to(self.scale.dtype), offset.to(self.scale.dtype)

    def forward(self, values: Tensor) -> Tensor:
        """`out[k] = factor[k] * in[k] + offset[k]`."""
        factor, offset = self.line()
        return torch.addcmul(offset.view(self.shape), values, factor.view(self.shape))


class BatchNorm(Pointwise):
    """`out[k] = scale[k] * (in[k] - mean[k]) / sqrt(variance[k] + epsilon) + offset[k]`."""

    kind: Literal["batchnorm"] = "batchnorm"
    epsilon: Annotated[float, Field(ge=0, le=1)] = 1e-5

    def signed(self, before: bool) -> bool:
        """Always: weights have both signs."""
        return True

    def build(self, shape: Shape) -> nn.Module:
        """A `Normalisation`."""
        return Normalisation(shape[0], len(shape), self.epsilon)

    def check_weights(self, module: nn.Module) -> None:
        """Raises BrokenNetwork where a factor would not be a finite float32."""
        normalisation = cast(Normalisation, module)
        least = float(normalisation.variance.min())
        if not least + self.epsilon > 0:
            raise self.broken(f"expected variances above {-self.epsilon}, got {least}")
        if not all(bool(part.isfinite().all()) for part in normalisation.line()):
            raise self.broken("expected scale / sqrt(variance + epsilon) within float32")

    def function(self, module: nn.Module) -> Callable[[Tensor], Tensor]:
        """Factor and offset alone."""
        normalisation = cast(Normalisation, module)
        factor, offset = (part.view(normalisation.shape) for part in normalisation.line())
        return lambda x: torch.addcmul(offset, x, factor)

    def to_onnx(
        self, graph: OnnxGraph, module: nn.Module, shapes: Sequence[Shape], inputs: Sequence[str]
    ) -> str:
        """`BatchNormalization`."""
        weights = cast(Normalisation, module).state_dict()
        names = ("scale", "offset", "mean", "variance")
        constants = [graph.constant(name, weights[name]) for name in names]
        return graph.node("BatchNormalization", *inputs, *constants, epsilon=self.epsilon)

    def explain(self, module: nn.Module, x: Tensor, y: Tensor, at: Index, top: int) -> Scale:
        """The input's value, and the factor and offset that amount to the normalisation."""
        factors, offsets = cast(Normalisation, module).line()
        return scaled(float(x[at]), float(factors[at[0]]), float(offsets[at[0]]), at)


LAYER = BatchNorm

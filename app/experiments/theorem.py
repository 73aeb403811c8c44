"""Theorem: convolution commutes with all shifts, subsampling only with shifts on its lattice.

Weights are random, so the experiment measures the layers themselves and nothing learned.
"""

from collections.abc import Callable

import numpy as np
import torch
from jaxtyping import Float
from pydantic import Field
from torch import Tensor, nn
from torch.nn.functional import pad

from app.experiments.equivariance import error, neighbours
from app.experiments.experiment_record import Experiment, Once, Record, Row, afresh, row
from app.experiments.held_out_digits import held_out, placed
from app.experiments.trained import Trained
from app.network.card import Frozen
from app.network.layers.apspool import ApsPool
from app.network.layers.avgpool import AvgPool
from app.network.layers.blurpool import BlurPool
from app.network.layers.conv import Conv
from app.network.layers.layer import Layer, Shape
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.layers.subsample import Subsample

NAME = "theorem"
QUESTION = (
    "Do activations move exactly with the picture: through convolutions, and through each kind of "
    "subsampling, on its lattice and off it?"
)

SIDE = 32
CHANNELS = 8
STAGES = 2
"""Number of subsampling layers of size 2; the lattice has a step of 4 px."""

FLOAT32, FLOAT64 = 1e-6, 1e-12
"""Largest error from rounding, when a few hundred products are summed in another order."""

WIDE = "stride-1 max"
POOLS: dict[str, Callable[..., Layer]] = {
    "aps": ApsPool,
    "stride": Subsample,
    "max": MaxPool,
    "avg": AvgPool,
    "blur": BlurPool,
}
SUBSAMPLING = ("stride", "max", "avg", "blur")
"""The kinds with a fixed lattice."""


class Config(Frozen):
    """Settings of the experiment.

    Args:
        seeds: of the random weights and pictures.
        reach: the largest shift along rows and columns, in px.
    """

    seeds: tuple[int, ...] = (0, 1, 2, 3, 4)
    reach: int = Field(8, ge=1, le=31)


class WidePool(nn.Module):
    """Circular max pooling over 3×3 cells with stride 1: pooling without subsampling."""

    def forward(
        self, x: Float[Tensor, "batch channel row col"]
    ) -> Float[Tensor, "batch channel row col"]:
        """Pools `x`; the shape stays the same."""
        return nn.functional.max_pool2d(pad(x, (1, 1, 1, 1), mode="circular"), 3, stride=1)


def shifts(reach: int) -> list[tuple[int, int]]:
    """Shifts down, right and diagonal, by 1 to `reach` px."""
    ways = ((1, 0), (0, 1), (1, 1))
    return [(down * k, right * k) for k in range(1, reach + 1) for down, right in ways]


def network(kind: str, seed: int, dtype: torch.dtype) -> list[tuple[nn.Module, int]]:
    """Three circular 5×5 convolutions, each with a ReLU, and `kind` after the first two.

    Each layer comes with its stride in px. They are the same layers as in the served networks.
    """
    shape: Shape = (3, SIDE, SIDE)
    stride, found = 1, []
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for number in range(STAGES + 1):
            layers: list[Layer] = [
                Conv(name="conv", channels=CHANNELS, kernel=5, padding="circular"),
                ReLU(name="relu"),
            ]
            if number < STAGES and kind in POOLS:
                options = {"padding": "circular"} if kind == "blur" else {}
                layers.append(POOLS[kind](name="pool", **options))
            for layer in layers:
                windows = layer.windows()
                stride *= windows.rows.stride if windows else 1
                found.append((layer.build(shape).to(dtype), stride))
                shape = layer.output_shape(shape)
            if number < STAGES and kind == WIDE:
                found.append((WidePool(), stride))
    return found


def picture(seed: int, dtype: torch.dtype) -> Tensor:
    """The held-out digit of a seed, alone on the torus, `[1 3 row col]`."""
    digits, _ = held_out(1)
    return torch.from_numpy(placed(digits[seed % len(digits)][None], 6, 6, SIDE)).to(dtype)


def volumes(layers: list[tuple[nn.Module, int]], x: Tensor) -> list[np.ndarray]:
    """The output of each layer for one picture, `[channel row col]`."""
    found = []
    with torch.inference_mode():
        for module, _ in layers:
            x = module(x)
            found.append(x[0].numpy())
    return found


class Errors:
    """The equivariance errors of one random network, over all shifts and layers.

    `on` has the errors at shifts that the layer's stride divides. `off` has those at other shifts,
    each the smallest over the neighbouring whole cells; `last` has those of them in the last layer.
    `pooled` has the relative change of the last volume's global average.
    """

    def __init__(self, kind: str, seed: int, reach: int, dtype: torch.dtype) -> None:
        layers = network(kind, seed, dtype)
        x = picture(seed, dtype)
        before = volumes(layers, x)
        self.on: list[float] = []
        self.off: list[float] = []
        self.last: list[float] = []
        self.pooled: list[float] = []
        for down, right in shifts(reach):
            after = volumes(layers, torch.roll(x, (down, right), (2, 3)))
            for (_, stride), old, new in zip(layers, before, after, strict=True):
                least = best(old, new, down / stride, right / stride)
                exact = down % stride == 0 and right % stride == 0
                (self.on if exact else self.off).append(least)
            if not exact:
                self.last.append(least)
            means = before[-1].mean((1, 2)), after[-1].mean((1, 2))
            self.pooled.append(
                float(np.linalg.norm(means[1] - means[0]) / np.linalg.norm(means[0]))
            )


def best(old: np.ndarray, new: np.ndarray, rows: float, cols: float) -> float:
    """The smallest error over the whole cells next to (rows, cols)."""
    everywhere = np.ones(old.shape[1:], bool)
    found = [
        error(old, new, (down, right), "cyclic", everywhere).whole
        for down in neighbours(rows, False)
        for right in neighbours(cols, False)
    ]
    return min(value for value in found if value is not None)


def run(trained: Trained, config: Config, once: Once = afresh) -> Record:
    """Measures every kind and seed; trained networks are not used."""

    def measured(kind: str, dtype: torch.dtype = torch.float32) -> list[Errors]:
        return [Errors(kind, seed, config.reach, dtype) for seed in config.seeds]

    rows = [
        _exact("convolutions and ReLUs, float32", measured("none"), FLOAT32),
        _exact("convolutions and ReLUs, float64", measured("none", torch.float64), FLOAT64),
        _exact("with max pooling at stride 1, float32", measured(WIDE), FLOAT32),
    ]
    for kind in SUBSAMPLING:
        found = measured(kind)
        rows.append(_exact(f"{kind}, on the lattice", found, FLOAT32))
        rows.append(_off(kind, found))
    adaptive = [max(one.pooled) for one in measured("aps")]
    rows.append(
        row(
            "adaptive polyphase sampling and a global average, any shift, largest error",
            adaptive,
            "seeds",
            "theorem check",
            reference=0.0,
            bar=f"at most {FLOAT32:g} in each",
            holds=max(adaptive) <= FLOAT32,
        )
    )
    return Record(
        experiment=NAME,
        question=QUESTION,
        config=config.model_dump(mode="json"),
        seeds=config.seeds,
        networks={},
        grid=f"{len(shifts(config.reach))} cyclic shifts, 1 to {config.reach} px down, right, both",
        rows=tuple(rows),
        source="linearity of convolution; Chaman & Dokmanic 2021 for adaptive sampling",
        remarks=(
            "Equality need not be to the last bit: sums of the same products in another order may "
            "round differently.",
            "Off the lattice there is no exact counterpart; the error is the best over the "
            "neighbouring whole cells.",
            "How large the error off the lattice is depends on the weights and varies much from "
            "seed to seed. The row asks only that no shift is exact with any seed.",
        ),
    )


def _exact(name: str, found: list[Errors], limit: float) -> Row:
    """A row whose errors must be within rounding."""
    largest = [max(one.on) for one in found]
    return row(
        f"{name}, largest error",
        largest,
        "seeds",
        "theorem check",
        reference=0.0,
        bar=f"at most {limit:g} in each",
        holds=max(largest) <= limit,
    )


def _off(kind: str, found: list[Errors]) -> Row:
    """A row whose errors must not be zero, whatever the seed and the shift."""
    least = min(min(one.off) for one in found)
    return row(
        f"{kind}, off the lattice, mean error of the last volume",
        [float(np.mean(one.last)) for one in found],
        "seeds",
        "counterexample",
        bar=f"never exact: the least error of any seed, layer and shift is {least:.2g}",
        holds=least > FLOAT32,
    )


EXPERIMENT = Experiment(
    NAME, "Convolution moves with the picture, subsampling on its lattice", QUESTION, Config(), run
)

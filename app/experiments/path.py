"""The path: what each cell of the last volume contributes to one output."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import ConfigDict, Field, JsonValue

from app.experiments.experiment_record import Measure
from app.experiments.named_outputs import Named, chosen
from app.experiments.result import Result
from app.inference import trace_scene
from app.network.build import Network
from app.network.card import Frozen
from app.network.head_path import Path, carriers, largest, path
from app.network.library import Entry
from app.scene.scene import Scene

QUESTION = "Which cells of the last volume contribute to an output, and how much?"

TOP = 20
MAX_TOP = 1000
"""Largest number of listed contributions, and its default."""


class Contribution(Frozen):
    """One cell's `contribution = value × weight`; the weight is the gradient of the active pieces.

    `unit` is the unit of the first hidden layer that carries most of it; null without such a layer.
    """

    layer: str
    channel: int
    row: int
    col: int
    value: float
    weight: float
    contribution: float
    unit: int | None


class Sum(Frozen):
    """`logit = bias + total`; `total` is the sum of all contributions, `top` the largest by size.

    Args:
        bias: where `exact`, the part of the logit that comes from the head's biases, through its
            active pieces; elsewhere the remainder of a decomposition to first order.
        exact: whether the head is piecewise linear.
    """

    logit: float
    bias: float
    exact: bool
    total: float
    top: tuple[Contribution, ...]


EXAMPLE: dict[str, JsonValue] = {
    "scene": {"objects": [{"object": "face", "row": 4, "col": 40}]},
    "output": "face",
    "top": 3,
}


class PathConfig(Frozen):
    """A scene, an output by name (null: the strongest), and how many contributions to list."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    scene: Scene
    output: Named | None = None
    top: Annotated[int, Field(ge=1, le=MAX_TOP, strict=True)] = TOP


class PathResult(Sum, Result):
    """The path to `output` from the volume `layer`; `shape` is `[channel, row, col]`."""

    output: str
    layer: str
    shape: tuple[int, ...]


Config = PathConfig


def run(entry: Entry, config: Config) -> PathResult:
    """The contributions to one output in a scene.

    Raises:
        UnknownObject: the scene names an object that neither the palette nor the scene holds.
        UnknownOutput: the network has no output of that name.
    """
    seen = trace_scene(entry, config.scene)
    output = chosen(entry, config.output, seen)
    found = path(entry.network, seen, output)
    return PathResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        output=entry.card.outputs[output],
        layer=found.layer,
        shape=found.values.shape,
        **dict(added(entry.network, found, config.top)),
    )


def added(network: Network, found: Path, count: int) -> Sum:
    """The sums of a path, with its `count` largest contributions."""
    cells = largest(found, count)
    units = carriers(network, found, cells)
    return Sum(
        logit=found.logit,
        bias=found.bias,
        exact=not network.bent_head,
        total=float(np.sum(found.contributions, dtype=np.float64)),
        top=tuple(
            _listed(found, cell, unit)
            for cell, unit in zip(cells.tolist(), units.tolist(), strict=True)
        ),
    )


def _listed(found: Path, cell: Sequence[int], unit: int) -> Contribution:
    """The contribution of the cell at (channel, row, col)."""
    channel, row, col = cell
    value, weight = found.values[channel, row, col], found.weights[channel, row, col]
    return Contribution(
        layer=found.layer,
        channel=channel,
        row=row,
        col=col,
        value=float(value),
        weight=float(weight),
        contribution=float(value * weight),
        unit=unit if unit >= 0 else None,
    )


MEASURE = Measure(
    name="path",
    title="What contributes to an output",
    question=QUESTION,
    note=(
        "What each cell of the last volume contributes to one output, the largest first.\n\n"
        "`total` is the sum over all cells, not only the listed ones; `total + bias = logit`. "
        "Where the head is not piecewise linear (`exact` is false), contributions are shares to "
        "first order, and `bias` is the remainder."
    ),
    config=PathConfig,
    result=PathResult,
    run=run,
)

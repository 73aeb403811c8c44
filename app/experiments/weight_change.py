"""Weight change: where training changed the weights of the head's first layer.

A fully connected layer has separate weights for every position of the last volume. Where training
never showed an object, and the convolutions have no biases to activate the background, the gradient
of these weights is zero. Without weight decay they keep their initial values.
"""

import numpy as np
import torch
from jaxtyping import Bool, Float32
from safetensors.torch import load
from torch import Tensor

from app.errors import NotMeasurable
from app.experiments.experiment_record import Measure
from app.experiments.result import Result
from app.network.build import fresh
from app.network.card import Frozen
from app.network.interior import marked
from app.network.library import Entry
from app.network.receptive_field import Fields, receptive_fields

QUESTION = "Over which positions of the last volume did training change the head's weights?"


class WeightChangeConfig(Frozen):
    """No settings."""


class WeightChangeResult(Result):
    """Maps over the positions of the last volume.

    Each value covers all channels of the volume and all units of the head's first layer.

    Args:
        layer: the head's first layer, which is fully connected.
        shape: of the last volume, `[channel, row, col]`.
        rows, cols: px in the middle of each cell's receptive field.
        change: mean `|w - w0|`; w0 are the initial weights, rounded as the file's are.
        unchanged: share of the weights that equal w0 to the last bit.
        region: the pixels that objects covered in training: top, left, bottom, right, half-open.
        exact: whether all weights over positions that see nothing of the region are unchanged;
            false where there is no such position.
    """

    layer: str
    shape: tuple[int, int, int]
    rows: tuple[float, ...]
    cols: tuple[float, ...]
    change: tuple[tuple[float, ...], ...]
    unchanged: tuple[tuple[float, ...], ...]
    region: tuple[int, int, int, int] | None
    exact: bool


Config = WeightChangeConfig


def run(entry: Entry, config: Config) -> WeightChangeResult:
    """Compares the weights with the initial ones, which are drawn again from the card's seed.

    Raises:
        NotMeasurable: the weights were not drawn from a seed, or no fully connected layer takes a
            volume.
    """
    name, shape = _first_of_head(entry)
    if entry.card.seed is None:
        raise NotMeasurable("expected a network trained from a seed; got one without")
    now = load(entry.raw)[f"{name}.weight"]
    then = fresh(entry.network.spec, entry.card.seed).get_parameter(f"layers.{name}.weight")
    change, unchanged = by_place(now, then.detach(), shape)
    rows, cols = _middles(entry, shape)
    outside = ~_sees_region(entry)
    return WeightChangeResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        layer=name,
        shape=shape,
        rows=rows,
        cols=cols,
        change=tuple(tuple(row) for row in change.tolist()),
        unchanged=tuple(tuple(row) for row in unchanged.tolist()),
        region=entry.card.region,
        exact=bool(outside.any() and (unchanged[outside] == 1).all()),
    )


def by_place(
    now: Tensor, then: Tensor, shape: tuple[int, int, int]
) -> tuple[Float32[np.ndarray, "row col"], Float32[np.ndarray, "row col"]]:
    """The mean change and the share of equal weights at each position of a volume of `shape`.

    Args:
        now, then: trained and initial weights `[unit, cell]`; `then` is rounded as `now` is.
    """
    same = (then.to(precision(now)).float(), now.float())
    units = now.shape[0]
    change = (same[1] - same[0]).abs().reshape(units, *shape).mean((0, 1))
    unchanged = (same[1] == same[0]).float().reshape(units, *shape).mean((0, 1))
    return change.numpy(), unchanged.numpy()


def precision(weights: Tensor) -> torch.dtype:
    """The type to which weights were rounded: the file holds those of 8 bits as float16."""
    eight = weights.to(torch.float8_e5m2).to(weights.dtype)
    if weights.dtype == torch.float16 and torch.equal(eight, weights):
        return torch.float8_e5m2
    return weights.dtype


def _first_of_head(entry: Entry) -> tuple[str, tuple[int, int, int]]:
    """The name of the fully connected layer that takes a volume, and the volume's shape."""
    spec = entry.network.spec
    layer, shape = spec.layers[spec.head_input], [spec.input_shape, *spec.shapes()][spec.head_input]
    if layer.kind == "fc":
        return layer.name, (shape[0], shape[1], shape[2])
    raise NotMeasurable(
        "expected a network whose fully connected layer takes a volume, with weights for each "
        f"place; got one whose volumes end in {layer.kind}"
    )


def _middles(
    entry: Entry, shape: tuple[int, int, int]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Px in the middle of the receptive fields of the last volume's rows, and of its cols."""
    spec = entry.network.spec
    fields = [Fields(), *receptive_fields(spec)][spec.head_input] or Fields()
    rows, cols = (
        tuple((sum(field.span(cell)) - 1) / 2 for cell in range(count))
        for field, count in zip(fields, shape[1:], strict=True)
    )
    return rows, cols


def _sees_region(entry: Entry) -> Bool[np.ndarray, "row col"]:
    """The mask of the last volume's positions that see a pixel of the training region."""
    spec, region = (
        entry.network.spec,
        entry.card.region or (0, 0, *entry.network.spec.input_shape[1:]),
    )
    sides = []
    for axis in range(2):
        pixels = np.arange(spec.input_shape[1 + axis])
        inside = (pixels >= region[axis]) & (pixels < region[axis + 2])
        sides.append(marked(spec, inside, axis, outside=False)[spec.names[spec.head_input]])
    return np.asarray(sides[0][:, None] & sides[1])


MEASURE = Measure(
    name="weight-change",
    title="Where training changed the head",
    question=QUESTION,
    note=(
        "How far training moved the weights of the head's first layer, by position in the last "
        "volume.\n\n"
        "The initial weights are drawn again from the card's seed. Networks without a seed, or "
        "whose head does not begin with a fully connected layer, cannot be measured."
    ),
    config=WeightChangeConfig,
    result=WeightChangeResult,
    run=run,
    gives="The maps.",
)

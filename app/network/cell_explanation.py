"""The cell: how one activation was computed, step by step, back to the last weighted sum.

Each kind of layer explains its own step, in `app/network/layers/`. This file chains the steps: the
place that contributed most to one step is the cell that the step before it computed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from app.errors import InvalidInput, UnknownLayer
from app.network.build import Network
from app.network.cell_receptive_field import Field, field
from app.network.cell_step import Frozen, Index, Patch, Place, Shares, Step, Terms, place
from app.network.jacobian_column import most_sensitive_cell
from app.network.layers.layer import Shape
from app.network.layers.relu import ReLU
from app.network.spec import Spec
from app.network.trace import Trace

WEIGHTED = ("conv", "fc")
"""Kinds of layers that learn a weighted sum."""


class After(Frozen):
    """The ReLU that follows a cell's layer, and its output for the cell."""

    layer: str
    value: float


class CellStep(Frozen):
    """One cell, and how its layer computed it.

    Args:
        layer, kind, role, stage: of the layer that computed it.
        input: the layer that feeds it; of a sum's, the one behind most convolutions, else of
            several the one with the strongest cell.
        value: in the network's own float32.
        after: the ReLU that follows; null where none does.
    """

    layer: str
    kind: str
    role: str | None
    stage: int | None
    input: str
    place: Place
    value: float
    after: After | None
    how: Step


class Link(Frozen):
    """A cell of another layer."""

    layer: str
    place: Place


@dataclass(frozen=True)
class Explanation:
    """How one cell was computed.

    Args:
        place: of the cell in its layer.
        value: in the network's own float32.
        field: the px that the cell sees; None where it sees all.
        steps: from the cell back to the first layer that adds up slices or places (a convolution,
            a layer of the head), else to the picture; none for the picture's own pixels. Each step
            explains the cell that contributed most to the step listed before it; of a residual sum
            that of the main branch, whatever the shortcut adds.
        source: the cell that contributed most to the last step; None where none contributed.
        user: the cell of the next layer with a role that moves most with this one; None where none
            moves.
    """

    place: Place
    value: float
    field: Field | None
    steps: tuple[CellStep, ...]
    source: Link | None
    user: Link | None


def locate(shape: Shape, coordinates: Mapping[str, int | None]) -> Index:
    """The index of a cell, from its `channel`, `row` and `col` or its `unit`.

    Raises:
        InvalidInput: a coordinate is missing, superfluous or outside of `shape`; names it.
    """
    wanted = ("channel", "row", "col") if len(shape) == 3 else ("unit",)
    expected = f"expected {'channel, row and col' if len(shape) == 3 else 'unit'} in shape {shape}"
    found = []
    for name, value in coordinates.items():
        if value is not None and name not in wanted:
            raise InvalidInput(f"{expected}; got {name} {value}", name)
    for name, length in zip(wanted, shape, strict=True):
        value = coordinates.get(name)
        if value is None:
            raise InvalidInput(f"{expected}; got no {name}", name)
        if not 0 <= value < length:
            raise InvalidInput(f"expected a {name} from 0 to {length - 1}; got {value}", name)
        found.append(value)
    return tuple(found)


def explain(
    network: Network, trace: Trace, layer: str, coordinates: Mapping[str, int | None], top: int
) -> Explanation:
    """How one cell of `layer` was computed in the traced forward pass.

    Args:
        coordinates: `channel`, `row` and `col` of a cell, or `unit`; others are None or missing.
        top: how many contributions a step lists that sums over its whole input.

    Raises:
        UnknownLayer: the network has no such layer.
        InvalidInput: it has no such cell; names the coordinate.
    """
    names = [volume.name for volume in trace.volumes]
    if layer not in names:
        raise UnknownLayer(f"expected one of {', '.join(names)}; got {layer!r}", "layer")
    number = names.index(layer)
    values = trace.volumes[number].values
    at = locate(values.shape, coordinates)
    steps, source = _chain(network, trace, number, at, top)
    return Explanation(
        place=place(at),
        value=float(values[at]),
        field=field(network.spec, number, at),
        steps=steps,
        source=source,
        user=_user(network, trace, number, at),
    )


def _chain(
    network: Network, trace: Trace, number: int, at: Index, top: int
) -> tuple[tuple[CellStep, ...], Link | None]:
    """The steps that computed a cell, and the cell that contributed most to the last of them."""
    steps: list[CellStep] = []
    source: Link | None = None
    while number > 0:
        layer, sources = network.spec.layers[number - 1], network.spec.sources[number - 1]
        volume = trace.volumes[number]
        xs = [torch.from_numpy(trace.volumes[source].values) for source in sources]
        y = torch.from_numpy(volume.values)
        how, chosen = layer.explain_all(network.stack.layers[layer.name], xs, y, at, top)
        if isinstance(how, Terms):
            chosen = main_branch(network.spec, sources, how.values)
        before = trace.volumes[sources[chosen]]
        steps.append(
            CellStep(
                layer=layer.name,
                kind=layer.kind,
                role=layer.role,
                stage=network.stages.get(layer.name),
                input=before.name,
                place=place(at),
                value=float(volume.values[at]),
                after=_after(network.spec, trace, number, at),
                how=how,
            )
        )
        source = Link(layer=before.name, place=how.strongest) if how.strongest else None
        number = sources[chosen]
        if source is None or isinstance(how, Patch | Shares):
            break
        at = source.place.index
    return tuple(steps), source


def main_branch(spec: Spec, sources: Sequence[int], values: Sequence[float]) -> int:
    """The index of the input of a sum that is behind most weighted sums, so no shortcut.

    Args:
        sources: the numbers of the layers that are added, 0 for the picture.
        values: of their cells; of inputs behind equally many, the largest by size is taken.
    """
    depths = [0]
    for layer, inputs in zip(spec.layers, spec.sources, strict=True):
        deepest = max(depths[number] for number in inputs)
        depths.append(deepest + (layer.kind in WEIGHTED))
    return max(range(len(sources)), key=lambda n: (depths[sources[n]], abs(values[n])))


def _after(spec: Spec, trace: Trace, number: int, at: Index) -> After | None:
    """The output for cell `at` of the ReLU that alone takes layer `number`; None without one."""
    users = [user for user, sources in enumerate(spec.sources, 1) if number in sources]
    if len(users) != 1 or not isinstance(spec.layers[users[0] - 1], ReLU):
        return None
    volume = trace.volumes[users[0]]
    return After(layer=volume.name, value=float(volume.values[at]))


def _user(network: Network, trace: Trace, number: int, at: Index) -> Link | None:
    """The cell of the next layer with a role, else of the last one, that moves most with `at`."""
    layers, graph = network.spec.layers, network.spec.sources
    # The layers that depend on this one, up to the first with a role.
    needed: list[int] = []
    for user in range(number + 1, len(layers) + 1):
        if {number, *needed}.isdisjoint(graph[user - 1]):
            continue
        needed.append(user)
        if layers[user - 1].role is not None:
            break
    if not needed:
        return None

    def function(x: Tensor) -> Tensor:
        """The last of them, for other values of this one."""
        values = {number: x}
        for user in needed:
            xs = [
                values[source]
                if source in values
                else torch.from_numpy(trace.volumes[source].values)[None]
                for source in graph[user - 1]
            ]
            values[user] = network.stack.layers[layers[user - 1].name](*xs)
        return values[needed[-1]]

    found = most_sensitive_cell(function, torch.from_numpy(trace.volumes[number].values), at)
    return Link(layer=layers[needed[-1] - 1].name, place=place(found)) if found else None

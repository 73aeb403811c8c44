"""Compares two scenes: which volumes are equal, how they moved, and the paths to an output."""

import numpy as np
from jaxtyping import Bool, Float32
from pydantic import ConfigDict, JsonValue

from app.experiments.equivariance import Displacement, Errors, Moved, errors
from app.experiments.experiment_record import Measure
from app.experiments.named_outputs import Named, Output, chosen, outputs
from app.experiments.path import TOP, Sum, added
from app.experiments.result import Result
from app.inference import trace_scene
from app.network.card import Frozen
from app.network.cell_receptive_field import Box
from app.network.head_path import path
from app.network.interior import edge_affected, interior, on_torus
from app.network.layers.layer import Role
from app.network.library import Entry
from app.network.norm import norm
from app.network.shift import Offset, Protocol
from app.network.trace import Trace
from app.scene.scene import Scene

QUESTION = "What do the volumes and outputs of two scenes have in common, and what moved?"

DIFFERENT = 1e-6
"""Share of a layer's largest magnitude by which a cell must differ to count as different: the order
of sums, and so their rounding, may depend on the picture."""


class Compared(Frozen):
    """One volume in both scenes.

    Args:
        stage: number of the volume, counted from 1 after the input; null for other roles.
        stride: px from one cell to the next.
        active_a, active_b: number of cells above zero, by slice.
        responding_a, responding_b: number of cells that differ from those of a blank canvas (the
            scene's background alone), by slice.
        displacement, on_lattice, best, error: how the volume moved, see
            `app/experiments/equivariance.py`; null where the scenes do not differ by a shift.
        edge_affected: number of cells of each slice that see padding.
        interior: the box of the cells that see none, half-open; null where there are no such cells.
    """

    name: str
    role: Role | None
    stage: int | None
    shape: tuple[int, int, int]
    stride: int
    active_a: tuple[int, ...]
    active_b: tuple[int, ...]
    equal: bool
    responding_a: tuple[int, ...]
    responding_b: tuple[int, ...]
    responding_equal: bool
    displacement: Displacement | None = None
    on_lattice: bool | None = None
    best: Offset | None = None
    error: Errors | None = None
    edge_affected: int
    interior: Box | None


class ComparedUnits(Frozen):
    """One hidden layer of the head in both scenes.

    Args:
        change: `||b - a|| / ||a||`; null where the layer is zero at A.
    """

    name: str
    kind: str
    units: int
    change: float | None


class Paths(Frozen):
    """The paths to `output` in both scenes.

    Args:
        overlap: weighted Jaccard of the contributions' sizes,
            `sum(min(|a|, |b|)) / sum(max(|a|, |b|))`, 0 to 1; null where nothing contributes.
        cosine: of the contributions; null where nothing contributes in one of the scenes.
    """

    output: str
    overlap: float | None
    cosine: float | None
    a: Sum
    b: Sum


EXAMPLE: dict[str, JsonValue] = {
    "a": {"objects": [{"object": "face", "row": 0, "col": 0}]},
    "b": {"objects": [{"object": "face", "row": 40, "col": 40}]},
    "output": "face",
}


class CompareConfig(Frozen):
    """Two scenes, and the output whose paths are compared (null: the strongest at A)."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    a: Scene
    b: Scene
    output: Named | None = None


class CompareResult(Result):
    """What two scenes have in common.

    Args:
        shift: px by which every object of A moved to make B; null when the objects moved by
            different vectors, or are not the same in the same order, or when there are none.
        protocol: how the errors shift volumes: `cyclic` where every layer is, else `canvas`.
        layers: every volume except the input.
        hidden: the hidden layers of the head.
    """

    shift: Offset | None
    protocol: Protocol
    layers: tuple[Compared, ...]
    hidden: tuple[ComparedUnits, ...]
    outputs_a: tuple[Output, ...]
    outputs_b: tuple[Output, ...]
    path: Paths


Config = CompareConfig


def run(entry: Entry, config: Config) -> CompareResult:
    """Compares the traces of both scenes with each other and with those of their backgrounds.

    Raises:
        UnknownObject: a scene names an object that neither the palette nor the scene holds.
        UnknownOutput: the network has no output of that name.
    """
    a, b = trace_scene(entry, config.a, "a"), trace_scene(entry, config.b, "b")
    output = chosen(entry, config.output, a)
    shift = shift_of(config.a, config.b)
    spec = entry.network.spec
    edges = edge_affected(spec)
    protocol: Protocol = "cyclic" if on_torus(spec) else "canvas"
    moved = {found.name: found for found in errors(spec, a, b, shift, protocol)} if shift else {}
    blank_a = trace_scene(entry, config.a.cleared, "a")
    alike = same_background(config.a, config.b)
    blank_b = blank_a if alike else trace_scene(entry, config.b.cleared, "b")
    strides = {layer.name: layer.stride for layer in entry.card.layers}
    layers = tuple(
        _compared(a, b, (blank_a, blank_b), name, strides[name] or 1, moved.get(name), edges[name])
        for name in edges
        if name != "input"
    )
    return CompareResult(
        model=entry.card.id,
        sha256=entry.card.sha256,
        shift=shift,
        protocol=protocol,
        layers=layers,
        hidden=tuple(
            ComparedUnits(
                name=layer.name,
                kind=layer.kind,
                units=layer.shape[0],
                change=_change(a.volume(layer.name).values, b.volume(layer.name).values),
            )
            for layer in entry.card.layers
            if layer.role == "hidden"
        ),
        outputs_a=outputs(entry, a),
        outputs_b=outputs(entry, b),
        path=_paths(entry, a, b, output),
    )


def shift_of(a: Scene, b: Scene) -> Offset | None:
    """The vector, in px, by which all objects of A moved to make B; None if there is none.

    If a scene's own picture was edited or replaced under the same name, or if an object's scale or
    the background is another, there is no shift.
    """
    if not same_background(a, b):
        return None
    names = {placed.object for placed in a.objects}
    if any(a.pictures.get(name) != b.pictures.get(name) for name in names):
        return None
    kinds_a, kinds_b = ([(one.object, one.scale) for one in scene.objects] for scene in (a, b))
    if kinds_a != kinds_b:
        return None
    both = zip(a.objects, b.objects, strict=True)
    vectors = {(new.row - old.row, new.col - old.col) for old, new in both}
    if len(vectors) != 1:
        return None
    row, col = vectors.pop()
    return Offset(row=row, col=col)


def same_background(a: Scene, b: Scene) -> bool:
    """Whether both scenes have the same background: the same colour, or the same picture."""

    def content(scene: Scene) -> str | None:
        named = scene.background
        if named is None or named.startswith("#"):
            return (named or "#000000").lower()
        return scene.pictures.get(named)

    return content(a) == content(b)


def responding(
    values: Float32[np.ndarray, "channel row col"], blank: Float32[np.ndarray, "channel row col"]
) -> tuple[int, ...]:
    """The number of cells in each slice that differ from the blank canvas by more than rounding."""
    largest = max(float(np.abs(values).max()), float(np.abs(blank).max()))
    different = np.abs(values - blank) > DIFFERENT * largest
    return tuple(different.sum((1, 2)).tolist())


def _compared(
    a: Trace,
    b: Trace,
    blank: tuple[Trace, Trace],
    name: str,
    stride: int,
    moved: Moved | None,
    edge: Bool[np.ndarray, "row col"],
) -> Compared:
    """One volume in both scenes."""
    old, new = a.volume(name), b.volume(name)
    nothing_a, nothing_b = (one.volume(name).values for one in blank)
    active_a, active_b = tuple(old.active()), tuple(new.active())
    responding_a = responding(old.values, nothing_a)
    responding_b = responding(new.values, nothing_b)
    channels, rows, cols = old.values.shape
    return Compared(
        name=name,
        role=old.role,
        stage=old.stage,
        shape=(channels, rows, cols),
        stride=stride,
        active_a=active_a,
        active_b=active_b,
        equal=active_a == active_b,
        responding_a=responding_a,
        responding_b=responding_b,
        responding_equal=responding_a == responding_b,
        displacement=moved.displacement if moved else None,
        on_lattice=moved.on_lattice if moved else None,
        best=moved.best if moved else None,
        error=moved.error if moved else None,
        edge_affected=int(edge.sum()),
        interior=interior(edge),
    )


def _change(a: Float32[np.ndarray, "unit"], b: Float32[np.ndarray, "unit"]) -> float | None:
    """`||b - a|| / ||a||` in float64; None where `a` is zero."""
    scale = norm(a)
    return norm(b.astype(np.float64) - a) / scale if scale > 0 else None


def _paths(entry: Entry, a: Trace, b: Trace, output: int) -> Paths:
    """Both paths to output number `output`, and how much they overlap."""
    here, there = path(entry.network, a, output), path(entry.network, b, output)
    return Paths(
        output=entry.card.outputs[output],
        overlap=overlap(here.contributions, there.contributions),
        cosine=cosine(here.contributions, there.contributions),
        a=added(entry.network, here, TOP),
        b=added(entry.network, there, TOP),
    )


def overlap(a: Float32[np.ndarray, "*cell"], b: Float32[np.ndarray, "*cell"]) -> float | None:
    """`sum(min(|a|, |b|)) / sum(max(|a|, |b|))`, the weighted Jaccard; None if all are 0."""
    sizes = np.abs(a).astype(np.float64), np.abs(b).astype(np.float64)
    union = float(np.maximum(*sizes).sum())
    return float(np.minimum(*sizes).sum()) / union if union > 0 else None


def cosine(a: Float32[np.ndarray, "*cell"], b: Float32[np.ndarray, "*cell"]) -> float | None:
    """`sum(a * b) / (||a|| * ||b||)`; None where one of them is zero."""
    one, other = a.ravel().astype(np.float64), b.ravel().astype(np.float64)
    norms = norm(one) * norm(other)
    return min(max(float(np.sum(one * other)) / norms, -1.0), 1.0) if norms > 0 else None


MEASURE = Measure(
    name="compare",
    title="Two scenes, compared",
    question=QUESTION,
    note=(
        "Counts of cells by slice, how each volume moved, the outputs, and the paths to one output."
        "\n\n"
        "`error` is the equivariance error at `best`: on the lattice the exact counterpart, off it "
        "the best of the neighbouring whole cells. `interior` counts only cells that see no "
        "padding in either scene."
    ),
    config=CompareConfig,
    result=CompareResult,
    run=run,
)

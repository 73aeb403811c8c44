"""Scaling: how costs grow with the work, each beside the law that is expected of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from app.experiments import sensitivity
from app.experiments.sweep import plan
from app.network.build import assemble, fresh, parameters
from app.network.card import Card, LayerNotes, view
from app.network.library import Entry
from app.network.spec import Spec
from app.runtime.settings import Settings
from app.scene.scene import Scene
from benchmarks.bare_forward import COLS, bare, frame
from benchmarks.client import message
from benchmarks.load_generator import crowd
from benchmarks.result import p95, seconds
from benchmarks.server import serving

RUNS = 60
MODEL = "figure-everywhere"


@dataclass(frozen=True)
class Law:
    """A cost over a size: `lines` by name, each a value for every size, in `up` where that is one.

    Args:
        expected: the law in words.
        power: of the size, with which the first line should grow in the end.
    """

    title: str
    across: str
    up: str
    sizes: list[int]
    lines: dict[str, list[float]]
    expected: str
    power: float


def throw_away(side: int, channels: int) -> Entry:
    """The layers of `figure-everywhere` with random weights, for another canvas or more slices."""
    card = Card.model_validate_json((Settings().models / f"{MODEL}.json").read_bytes())
    layers = [layer.model_dump() for layer in card.spec.layers]
    for name, count in (("conv1", channels), ("conv2", 2 * channels)):
        next(layer for layer in layers if layer["name"] == name)["channels"] = count
    shape = (3, side, side)
    spec = Spec.model_validate(
        {"input_shape": shape, "layers": layers, "outputs": card.spec.outputs}
    )
    notes = {name: LayerNotes(range=notes.range) for name, notes in card.layers.items()}
    other = card.model_copy(update={"spec": spec, "layers": notes, "region": None})
    network = assemble(card.id, spec, parameters(fresh(spec, 0)))
    return Entry(view(other), network, b"")


def measure() -> Iterator[Law]:
    """Measures all four laws."""
    yield grown(
        2,
        "Canvas",
        "side of the canvas, px",
        [32, 48, 64, 96, 128, 192, 256],
        lambda side: throw_away(side, 8),
        "forward pass: the square of the side. Frame: a moving face costs the convolutions the "
        "same on any canvas; the head, the bytes and their copies grow with the square, and faster "
        "once the head's weights (17 MB at 256 px) are larger than the processor's cache.",
    )
    yield grown(
        2,
        "Channels",
        "slices of layer 1 (layer 2 has twice as many)",
        [8, 16, 24, 32, 48, 64],
        lambda channels: throw_away(64, channels),
        "linear in layer 1, square in layer 2, so between the two; the frame's bytes are linear.",
    )
    yield users()
    yield sweeps()


def grown(
    power: float,
    title: str,
    across: str,
    sizes: list[int],
    make: Callable[[int], Entry],
    expected: str,
) -> Law:
    """The times in ms of the forward pass and of the whole frame in a drag."""
    lines: dict[str, list[float]] = {"forward pass": [], "whole frame": []}
    for size in sizes:
        entry = make(size)
        pass_ = bare(entry)
        unit, times = [], []
        for run in range(10 + RUNS):
            unit.append(seconds(pass_))
            # A canvas of 32 px has room for 11 positions.
            text = message(MODEL, run, run % min(COLS, size - 21))
            times.append(seconds(frame, entry, text))
        lines["forward pass"].append(median(unit[10:]) * 1e3)
        lines["whole frame"].append(median(times[10:]) * 1e3)
    return Law(title, across, "ms", sizes, lines, expected, power)


def users() -> Law:
    """Frames/s and the age of frames for users who each send 30 scenes/s."""
    sizes = [1, 2, 5, 10, 20, 50, 100, 200]
    lines: dict[str, list[float]] = {"frames/s": [], "p95 age, ms": []}
    with serving(workers=2) as server:
        for count in sizes:
            drags = crowd(server.port, MODEL, count, 4, 30)
            ages = [age for drag in drags for _, age in drag.frames]
            lines["frames/s"].append(sum(len(drag.frames) for drag in drags) / 4)
            lines["p95 age, ms"].append(p95(ages) * 1e3)
    return Law(
        "Users",
        "dragging users, 30 scenes/s each, two processes",
        "",
        sizes,
        lines,
        "30 × users up to the processors' capacity, then constant in all; from there on the age is "
        "linear, because users take turns.",
        1,
    )


def sweeps() -> Law:
    """Sensitivity maps of more and more positions, on a canvas that has room for them."""
    entry = throw_away(120, 8)
    sizes, times = [], []
    for step in (10, 7, 5, 4, 3, 2, 1):
        scene = Scene.model_validate({"objects": [{"object": "face", "row": 40, "col": 40}]})
        config = sensitivity.Config(scene=scene, step=step)
        sizes.append(len(plan(entry, config).positions()))
        runs = [seconds(sensitivity.run, entry, config) for _ in range(3)]
        times.append(median(runs) * 1e3)
    return Law(
        "Sweep",
        "positions, on a canvas of 120 px",
        "ms",
        sizes,
        {"sensitivity map": times},
        "linear in the positions, and less if positions share patches: at a step of a whole "
        "lattice cell all inner positions do.",
        1,
    )

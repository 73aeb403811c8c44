"""The ranges of a new network's colours, measured on scenes of the palette, and its first frame."""

import time
from collections.abc import Iterator
from math import isfinite

import numpy as np

from app.errors import InvalidInput, RefusedFile
from app.inference import FrameRequest, live_frame, trace_scene
from app.network.card import RGB, Card, LayerNotes
from app.network.colour_range import span
from app.network.spec import Spec
from app.network.trace import Trace
from app.own.arrival import Arrived, entry_of
from app.scene.palette import PALETTE
from app.scene.scene import LARGEST_SCALE, Placement, Scene

SECONDS = 2.0
"""Time of passes after which no further scene is measured."""
MEASURED_CELLS = 1 << 14
"""Cells of a layer that are drawn, in each scene, where it has more."""
FEWEST = 200
"""Active cells among them from which a quantile follows; else all cells count."""


def measured(arrived: Arrived, seconds: float = SECONDS) -> Iterator[Arrived | None]:
    """Measures the ranges of colours, one scene a step; the last step gives the whole network.

    A network that came with ranges keeps them, but it has to compute these scenes.

    A network's first frame is computed, too, so that one that fails is refused here.

    Args:
        seconds: time of passes after which no further scene is measured; one is in any case.

    Raises:
        RefusedFile: a layer's values are no finite numbers, or the network fails.
        InvalidInput: the input's format gives one value for all pixels.
    """
    entry, card = arrived
    low, high = card.input.limits
    if not low < high:
        raise InvalidInput(f"expected two values at least; got {low} alone", "options.input.range")
    signs = signed_layers(card.spec, low < 0)
    tops: dict[str, float] = {}
    scenes = palette_scenes(*card.spec.input_shape[1:])
    spent, count = 0.0, 0
    for scene in scenes:
        begun = time.perf_counter()
        note(traced(arrived, scene), signs, tops)
        spent, count = spent + time.perf_counter() - begun, count + 1
        yield None
        if spent > seconds:
            break
    how = (
        f"Colours span what the layers gave for {count} of {len(scenes)} scenes, each with one "
        "object of the palette in the middle of a black canvas."
    )
    if not (card.origin and card.origin.said):
        card = with_ranges(card, tops, signs, how)
    entry = entry_of(entry.network, card)
    try:
        live_frame(FrameRequest(entry, Scene(), 0))
    except (RuntimeError, ValueError, IndexError) as error:
        raise failed(error) from None
    yield Arrived(entry, card)


def measured_at_once(arrived: Arrived, seconds: float = SECONDS) -> Arrived:
    """The whole network, as `measured` gives it, which also says what is raised."""
    found = [whole for whole in measured(arrived, seconds) if whole is not None]
    return found[-1]


def traced(arrived: Arrived, scene: Scene) -> Trace:
    """The trace of a scene; raises RefusedFile if the network fails."""
    try:
        return trace_scene(arrived.entry, scene)
    except (RuntimeError, ValueError, IndexError) as error:
        raise failed(error) from None


def failed(error: Exception) -> RefusedFile:
    """The error for a network whose computation fails."""
    return RefusedFile(f"expected a network that computes; got: {str(error)[:200]}", "file")


def palette_scenes(rows: int, cols: int) -> list[Scene]:
    """A scene for each drawing of the palette, of digits one of each, in the middle of a canvas.

    It is as large as a whole scale lets it be; the scene is empty for none.
    """
    scenes = []
    for name, drawing in PALETTE.items():
        if drawing.kind == "digit" and not name.endswith("-1"):
            continue
        fits = min(rows // drawing.height, cols // drawing.width)
        scale = min(max(fits, 1), LARGEST_SCALE)
        place = Placement(
            object=name,
            row=(rows - scale * drawing.height) // 2,
            col=(cols - scale * drawing.width) // 2,
            scale=scale,
        )
        scenes.append(Scene(objects=(place,)))
    # Digits and figures alternate: where time ends early, some of both are measured.
    half = (len(scenes) + 1) // 2
    halves = scenes[:half], scenes[half:]
    order = [halves[number % 2][number // 2] for number in range(len(scenes))]
    return order


def signed_layers(spec: Spec, input_signed: bool) -> dict[str, bool]:
    """Whether each layer, by name, can have values below zero."""
    return dict(zip(spec.names, spec.signs(input_signed), strict=True))


def note(trace: Trace, signs: dict[str, bool], tops: dict[str, float]) -> None:
    """Raises the top of each layer's range to that of one trace.

    Raises:
        RefusedFile: a value is no finite number.
    """
    draw = np.random.default_rng(0)
    for name, values in trace.activations.items():
        low, high = float(values.min()), float(values.max())
        if not (isfinite(low) and isfinite(high)):
            raise RefusedFile(
                f"layer {name}: expected finite numbers for an object of the palette; got NaN or "
                "infinity: do the input's range, mean and std fit the network?",
                name,
            )
        if max(high, -low if signs[name] else 0.0) <= 0:
            continue
        cells = values.reshape(-1)
        if cells.size > MEASURED_CELLS:
            drawn = cells[draw.integers(0, cells.size, MEASURED_CELLS)]
            active = drawn != 0 if signs[name] else drawn > 0
            cells = drawn if np.count_nonzero(active) >= FEWEST else cells
        tops[name] = max(tops.get(name, 0.0), span(cells, signs[name])[1])


def with_ranges(card: Card, tops: dict[str, float], signs: dict[str, bool], how: str) -> Card:
    """The card with measured ranges, and the names of the slices that are known."""
    notes = {}
    for name, known in card.layers.items():
        top = tops.get(name, 1.0)
        notes[name] = LayerNotes(range=(-top if signs[name] else 0.0, top), source=known.source)
    colors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    if card.spec.input_shape[0] == len(RGB):
        names, colors = tuple(RGB), tuple(RGB.values())
        if card.input.order == "bgr":
            names, colors = names[::-1], colors[::-1]
    notes["input"] = LayerNotes(range=card.input.limits, slices=names, colors=colors)
    last = card.spec.layers[-1].name
    notes[last] = notes[last].model_copy(update={"slices": card.spec.outputs})
    origin = card.origin.model_copy(update={"ranges": how}) if card.origin else None
    return card.model_copy(update={"layers": notes, "origin": origin})

"""The ground truth: the label of a scene, for training and for judging predictions.

Positions and order of the objects make no difference.
"""

from collections.abc import Callable
from functools import lru_cache

from app.scene.palette import PALETTE
from app.scene.scene import Scene

FIGURES = ("human body", "face", "arm", "leg", "nothing")
"""The labels of scenes of drawn figures."""

PHOTOGRAPHS = ("face", "nothing")
"""The labels of scenes of photographs."""

DIGITS = tuple("0123456789")
"""The labels of scenes of handwritten digits."""

KEY = {"human body": "face", "face": "face", "arm": "arm", "leg": "leg"}
"""The object that is swept when an output is measured; for `nothing` it may be any of OTHERS."""

OTHERS = tuple(
    name
    for name, drawing in PALETTE.items()
    if name not in KEY.values() and drawing.kind in ("figure", "distractor")
)
"""The objects that no label depends on: the torso and the distractors."""

STANDING = (
    ("face", 0, 6),
    ("torso", 22, 9),
    ("arm", 22, 0),
    ("arm", 22, 24),
    ("leg", 41, 7),
    ("leg", 41, 17),
)
"""A standing body: the offset of each part from the body's top-left corner, row and col in px."""


def figure(scene: Scene) -> str:
    """The label of a scene of drawn figures, one of FIGURES.

    A human body needs at least one face, two arms and two legs, anywhere. A scene with less shows a
    face if it has one, else an arm, else a leg, else nothing.
    """
    names = [placement.object for placement in scene.objects]
    if "face" in names and names.count("arm") >= 2 and names.count("leg") >= 2:
        return "human body"
    return next((name for name in ("face", "arm", "leg") if name in names), "nothing")


def digit(scene: Scene) -> str | None:
    """The label `0` to `9` of a scene with exactly one digit; None for any other scene."""
    names = [placement.object for placement in scene.objects]
    digits = [name for name in names if name in PALETTE and PALETTE[name].kind == "digit"]
    # The name of a drawn digit is the kind, the digit and the sample: `digit-3-1`.
    return digits[0].split("-")[1] if len(digits) == 1 else None


def photograph(scene: Scene) -> str | None:
    """The label `face` where the scene holds a photograph, `nothing` for an empty one.

    None for all others: nobody has said whether a drawing is a face.
    """
    if any(PALETTE[placement.object].kind == "photograph" for placement in scene.objects):
        return "face"
    return None if scene.objects else "nothing"


def truth(scene: Scene, outputs: tuple[str, ...]) -> str | None:
    """The correct one of a network's `outputs` for a scene; they are the `labels` of its card.

    None where no rule applies: the outputs are of none of our tasks, a scene for digits does not
    hold exactly one, a scene for photographs holds none but others, or an object is not from the
    palette.
    """
    if any(placement.object not in PALETTE for placement in scene.objects):
        return None
    rule = _rule(outputs)
    return rule(scene) if rule else None


@lru_cache(64)
def _rule(outputs: tuple[str, ...]) -> Callable[[Scene], str | None] | None:
    """What labels scenes for a network with those outputs; None for outputs of other tasks."""
    if set(FIGURES) <= set(outputs):
        return figure
    if set(PHOTOGRAPHS) == set(outputs):
        return photograph
    return digit if set(DIGITS) == set(outputs) else None


def truth_on_canvas(scene: Scene, outputs: tuple[str, ...], rows: int, cols: int) -> str | None:
    """The correct output, if every object lies wholly on a canvas of `rows` × `cols` px.

    None also where the canvas clips an object: too little of it may be left to tell what it is.
    """
    found = truth(scene, outputs)
    if found is None:
        return None
    for placement in scene.objects:
        drawing = PALETTE[placement.object]
        bottom = placement.row + drawing.height * placement.scale
        right = placement.col + drawing.width * placement.scale
        if placement.row < 0 or placement.col < 0 or bottom > rows or right > cols:
            return None
    return found

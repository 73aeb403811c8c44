"""The ground truth: the label of a scene, for training and for judging predictions.

Positions and order of the objects make no difference.
"""

from collections import Counter
from collections.abc import Collection

from app.scene.palette import PALETTE
from app.scene.scene import Scene

FIGURES = ("human body", "face", "arm", "leg", "nothing")
"""The labels of scenes of drawn figures."""

KEY = {"human body": "face", "face": "face", "arm": "arm", "leg": "leg"}
"""The object that is swept when an output is measured; for `nothing` it may be any of OTHERS."""

OTHERS = tuple(
    name
    for name, drawing in PALETTE.items()
    if name not in KEY.values() and drawing.kind != "digit"
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
    count = Counter(placement.object for placement in scene.objects)
    if count["face"] and count["arm"] >= 2 and count["leg"] >= 2:
        return "human body"
    return next((name for name in ("face", "arm", "leg") if count[name]), "nothing")


def digit(scene: Scene) -> str | None:
    """The label `0` to `9` of a scene with exactly one digit; None for any other scene."""
    names = [placement.object for placement in scene.objects]
    digits = [name for name in names if name in PALETTE and PALETTE[name].kind == "digit"]
    # The name of a drawn digit is the kind, the digit and the sample: `digit-3-1`.
    return digits[0].split("-")[1] if len(digits) == 1 else None


def truth(scene: Scene, outputs: Collection[str]) -> str | None:
    """The correct one of a network's `outputs` for a scene.

    None where no rule applies: the outputs are neither figures nor digits, a scene for digits does
    not hold exactly one, or an object is not from the palette.
    """
    if any(placement.object not in PALETTE for placement in scene.objects):
        return None
    if set(FIGURES) <= set(outputs):
        return figure(scene)
    found = digit(scene)
    return found if found in outputs else None


def truth_on_canvas(scene: Scene, outputs: Collection[str], rows: int, cols: int) -> str | None:
    """The correct output, if every object lies wholly on a canvas of `rows` × `cols` px.

    None also where the canvas clips an object: too little of it may be left to tell what it is.
    """
    found = truth(scene, outputs)
    if found is None:
        return None
    for placement in scene.objects:
        drawing = PALETTE[placement.object]
        bottom, right = placement.row + drawing.height, placement.col + drawing.width
        if placement.row < 0 or placement.col < 0 or bottom > rows or right > cols:
            return None
    return found

"""The truth: what a scene shows, in words; the same rule labels training scenes and judges answers.

Where things lie makes no difference, nor does their order.
"""

from collections import Counter
from collections.abc import Collection

from app.scene.palette import PALETTE
from app.scene.scene import Scene

FIGURES = ("human body", "face", "arm", "leg", "nothing")
"""What a scene of drawn figures can show."""

KEY = {"human body": "face", "face": "face", "arm": "arm", "leg": "leg"}
"""The object whose position is swept when an output is measured; any other one for `nothing`."""

OTHERS = tuple(
    name
    for name, drawing in PALETTE.items()
    if name not in KEY.values() and drawing.kind != "digit"
)
"""What no label asks for: the torso and the distractors."""

STANDING = (
    ("face", 0, 6),
    ("torso", 22, 9),
    ("arm", 22, 0),
    ("arm", 22, 24),
    ("leg", 41, 7),
    ("leg", 41, 17),
)
"""A body put together: each part's row and col, in px, from the body's corner."""


def figure(scene: Scene) -> str:
    """Which of FIGURES a scene shows.

    A human body takes at least one face, two arms and two legs, anywhere; less than that is a
    face if there is one, else an arm, else a leg, else nothing.
    """
    count = Counter(placement.object for placement in scene.objects)
    if count["face"] and count["arm"] >= 2 and count["leg"] >= 2:
        return "human body"
    return next((name for name in ("face", "arm", "leg") if count[name]), "nothing")


def digit(scene: Scene) -> str | None:
    """The digit that a scene shows, `0` to `9`: its lone one, whatever else lies there."""
    names = [placement.object for placement in scene.objects]
    digits = [name for name in names if name in PALETTE and PALETTE[name].kind == "digit"]
    # Its name is the kind, the digit and the hand: `digit-3-1`.
    return digits[0].split("-")[1] if len(digits) == 1 else None


def truth(scene: Scene, outputs: Collection[str]) -> str | None:
    """Which of a network's `outputs` is the right answer to a scene.

    None where no rule knows: the outputs are of another kind, a scene holds two digits or none, or
    something that is not from the palette.
    """
    if any(placement.object not in PALETTE for placement in scene.objects):
        return None
    if set(FIGURES) <= set(outputs):
        return figure(scene)
    found = digit(scene)
    return found if found in outputs else None

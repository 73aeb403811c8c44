"""The hand-crafted network detects no face, arm or leg where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from app.scene.palette import PALETTE
from app.scene.sprite import Sprite
from tests.network.placed_drawings import ARRANGEMENT_NAMES, PART_NAMES, answer, counts, everywhere

FACE, ARM, LEG = PALETTE["face"], PALETTE["arm"], PALETTE["leg"]
LEFT_EYE, RIGHT_EYE, NOSE, MOUTH = (6, 6), (6, 14), (10, 10), (14, 10)


def around(centre):
    """The 5 × 5 px that a part's template covers."""
    row, col = centre
    return slice(row - 2, row + 3), slice(col - 2, col + 3)


def moved(*moves):
    """The face with parts moved from one centre to another; None removes the part."""
    pixels = FACE.pixels.copy()
    for start, _ in moves:
        pixels[around(start)] = 0
    for start, end in moves:
        if end is not None:
            pixels[around(end)] = FACE.pixels[around(start)]
    return replace(FACE, pixels=pixels)


def flipped(drawing, axis):
    return replace(drawing, pixels=np.flip(drawing.pixels, axis))


def spread():
    """The parts of a face without the face, twice as far from the nose."""
    pixels = np.zeros((29, 29, 4), np.uint8)
    for row, col in (LEFT_EYE, RIGHT_EYE, NOSE, MOUTH):
        end = 14 + 2 * (row - 10), 14 + 2 * (col - 10)
        pixels[around(end)] = FACE.pixels[around((row, col))]
    return Sprite("spread", "Spread", pixels, {}, "figure")


# Drawings, with the number of eyes and noses that are still detected.
NO_FACES = {
    "no nose": (moved((NOSE, None)), 2, 0),
    "no left eye": (moved((LEFT_EYE, None)), 1, 1),
    "no right eye": (moved((RIGHT_EYE, None)), 1, 1),
    "no mouth": (moved((MOUTH, None)), 2, 1),
    "eyes alone": (moved((NOSE, None), (MOUTH, None)), 2, 0),
    "nose alone": (moved((LEFT_EYE, None), (RIGHT_EYE, None), (MOUTH, None)), 0, 1),
    "upside down": (flipped(FACE, 0), 2, 1),
    "on its side": (replace(FACE, pixels=np.rot90(FACE.pixels)), 2, 1),
    "upright parts in upside-down order": (
        moved((LEFT_EYE, (14, 6)), (RIGHT_EYE, (14, 14)), (MOUTH, (6, 10))),
        2,
        1,
    ),
    "nose and mouth swapped": (moved((NOSE, MOUTH), (MOUTH, NOSE)), 2, 1),
    "an eye and the nose swapped": (moved((NOSE, LEFT_EYE), (LEFT_EYE, NOSE)), 2, 1),
    "both eyes on one side": (moved((RIGHT_EYE, (10, 6)), (NOSE, (10, 14))), 2, 1),
    "parts apart": (spread(), 2, 1),
}


@pytest.mark.parametrize(("drawing", "eyes", "noses"), NO_FACES.values(), ids=NO_FACES)
def test_an_arrangement_that_is_not_a_face_is_none_at_any_position_though_its_parts_are_seen(
    ludic, drawing, eyes, noses
):
    found = answer(ludic, everywhere(drawing))
    assert not found.arrangements[:, ARRANGEMENT_NAMES.index("face")].any()
    assert set(found.labels) == {"nothing"}
    seen = counts(found.parts)
    assert set(seen[:, PART_NAMES.index("eye")]) == {eyes}
    assert set(seen[:, PART_NAMES.index("nose")]) == {noses}


@pytest.mark.parametrize(
    ("drawing", "slice_"),
    [(flipped(ARM, 0), "arm"), (flipped(LEG, 0), "leg"), (flipped(LEG, 1), "leg")],
    ids=["arm upside down", "leg upside down", "leg that points to the left"],
)
def test_a_limb_turned_over_is_not_detected_at_any_position(ludic, drawing, slice_):
    found = answer(ludic, everywhere(drawing))
    assert not found.arrangements[:, ARRANGEMENT_NAMES.index(slice_)].any()
    assert set(found.labels) == {"nothing"}


@pytest.mark.parametrize("name", ["torso", "house", "tree", "ball"])
def test_an_object_that_is_not_a_limb_activates_no_slice_of_the_figure(alone, name):
    found = alone(name)
    for slice_ in ("eye", "nose", "mouth", "joint", "hand", "foot"):
        assert not found.parts[:, PART_NAMES.index(slice_)].any()
    for slice_ in {"face", "arm", "leg", "torso", "eyes", "muzzle"} - {name}:
        assert not found.arrangements[:, ARRANGEMENT_NAMES.index(slice_)].any()


STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
PARTS = {"left eye": LEFT_EYE, "right eye": RIGHT_EYE, "nose": NOSE, "mouth": MOUTH}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_part_out_of_place_by_two_px_leaves_no_face(ludic, part, step):
    drawing = moved((part, (part[0] + 2 * step[0], part[1] + 2 * step[1])))
    found = answer(ludic, [[(drawing, row, col)] for row in range(9, 17) for col in range(9, 17)])
    assert not found.arrangements[:, ARRANGEMENT_NAMES.index("face")].any()


# One px nearer, nose and mouth would disturb each other's templates.
ONE_PX = [
    pytest.param(PARTS[part], STEPS[step], id=f"{part}-{step}")
    for part in PARTS
    for step in STEPS
    if (part, step) not in {("nose", "down"), ("mouth", "up")}
]


@pytest.mark.parametrize(("part", "step"), ONE_PX)
def test_a_part_out_of_place_by_one_px_is_forgiven_where_pooling_cannot_tell(ludic, part, step):
    (down, right), (row_step, col_step) = part, step
    drawing = moved((part, (down + row_step, right + col_step)))
    at = [(row, col) for row in range(9, 17) for col in range(9, 17)]
    found = answer(ludic, [[(drawing, row, col)] for row, col in at])
    same_cell = [
        (row + down) // 2 == (row + down + row_step) // 2
        and (col + right) // 2 == (col + right + col_step) // 2
        for row, col in at
    ]
    assert found.arrangements[:, ARRANGEMENT_NAMES.index("face")].any((1, 2)).tolist() == same_cell
    assert sum(same_cell) == len(at) / 2

"""The hand-crafted network is exact, wherever the objects lie."""

import numpy as np
import pytest

from app.errors import BrokenNetwork
from app.network.handcrafted_network import spec, template, unit_names, weights
from app.network.receptive_field import receptive_fields
from app.scene.palette import PALETTE
from app.training.make_handcrafted import ARRANGEMENTS, color, patches
from tests.network.placed_drawings import (
    ARRANGEMENT_NAMES,
    DRAWN,
    PART_NAMES,
    SIZE,
    answer,
    counts,
    everywhere,
    places,
    scatter,
)

FACE = DRAWN["face"]
LABELS = {"face": "face", "arm": "arm", "leg": "leg"}
"""The label of an object alone; all others are labelled nothing."""

# Active cells for an object alone, at any position; all other slices are inactive.
PART_COUNTS = {
    "face": {"eye": 2, "nose": 1, "mouth": 1},
    "arm": {"joint": 1, "hand": 1},
    "leg": {"joint": 1, "foot": 1},
    "torso": {"dot": 2},
    "ball": {"dot": 2},
    "house": {"window": 2},
    "tree": {"dot": 3},
}
ARRANGEMENT_COUNTS = {
    "face": {"face": 1, "eyes": 1, "left profile": 1, "right profile": 1, "muzzle": 1},
    "arm": {"arm": 1},
    "leg": {"leg": 1},
    "torso": {"torso": 1},
    "ball": {"ball": 1},
    "house": {"house": 1},
    "tree": {"tree": 1},
}


@pytest.fixture(scope="module")
def fields(ludic):
    """Receptive fields by layer."""
    names = [layer.name for layer in ludic.spec.layers]
    found = receptive_fields(ludic.spec)
    return {name: field.rows for name, field in zip(names, found, strict=True) if field}


def listed(slices, table):
    """Counts in the order of the slices; 0 for slices that the table lacks."""
    return [table.get(name, 0) for name in slices]


def active_cells(volume, slice_number):
    """By picture, the `[row, col]` of the active cells of one slice."""
    return [np.argwhere(picture[slice_number]).tolist() for picture in volume]


def test_every_object_of_the_palette_is_covered():
    assert PART_COUNTS.keys() == ARRANGEMENT_COUNTS.keys() == DRAWN.keys()
    assert len(places(FACE)) == 44 * 44


@pytest.mark.parametrize("name", DRAWN)
def test_an_object_lights_the_same_number_of_cells_at_every_place(alone, name):
    found = alone(name)
    assert np.unique(counts(found.parts), axis=0).tolist() == [
        listed(PART_NAMES, PART_COUNTS[name])
    ]
    assert np.unique(counts(found.arrangements), axis=0).tolist() == [
        listed(ARRANGEMENT_NAMES, ARRANGEMENT_COUNTS[name])
    ]


@pytest.mark.parametrize("name", DRAWN)
def test_every_active_cell_is_exactly_one(alone, name):
    assert alone(name).levels == {0.0, 1.0}


@pytest.mark.parametrize("name", DRAWN)
def test_the_answer_is_the_same_bit_for_bit_at_every_place(alone, name):
    found = alone(name)
    assert set(found.labels) == {LABELS.get(name, "nothing")}
    assert len(np.unique(found.logits, axis=0)) == 1


@pytest.mark.parametrize("name", DRAWN)
def test_a_cell_of_stage_1_is_active_exactly_where_a_part_lies(alone, fields, name):
    drawing = DRAWN[name]
    stride = fields["pool1"].stride
    expected = np.zeros_like(alone(name).parts)
    for picture, (row, col) in enumerate(places(drawing)):
        for part, centres in drawing.parts.items():
            for down, right in centres:
                cell = (row + down) // stride, (col + right) // stride
                expected[(picture, PART_NAMES.index(part), *cell)] = True
    assert np.array_equal(alone(name).parts, expected)


@pytest.mark.parametrize("name", DRAWN)
def test_a_cell_of_stage_2_is_active_exactly_where_an_arrangement_lies(alone, fields, name):
    drawing = DRAWN[name]
    stride = fields["pool2"].stride
    expected = np.zeros_like(alone(name).arrangements)
    held = anchors(drawing)
    for picture, (row, col) in enumerate(places(drawing)):
        for arrangement, (down, right) in held:
            cell = (row + down) // stride, (col + right) // stride
            expected[(picture, ARRANGEMENT_NAMES.index(arrangement), *cell)] = True
    assert np.array_equal(alone(name).arrangements, expected)


def anchors(drawing):
    """The arrangements in a drawing, each with its anchor in px within the drawing."""
    return [
        (name, (row, col))
        for name, offsets in ARRANGEMENTS.items()
        for row in range(drawing.height)
        for col in range(drawing.width)
        if all(
            (row + down, col + right) in drawing.parts.get(part, ())
            for part, down, right in offsets
        )
    ]


@pytest.mark.parametrize(
    ("layer", "slice_", "number"),
    [("pool1", "eye", 2), ("pool1", "nose", 1), ("pool2", "face", 1)],
)
def test_the_cells_of_a_face_lie_within_it_and_see_what_they_stand_for(
    alone, fields, layer, slice_, number
):
    field = fields[layer]
    face = alone("face")
    values, order = {
        "pool1": (face.parts, PART_NAMES),
        "pool2": (face.arrangements, ARRANGEMENT_NAMES),
    }[layer]
    # In px within the drawing, half-open: top, left, bottom, right.
    seen = {
        "eye": [(5, 5, 8, 8), (5, 13, 8, 16)],
        "nose": [(9, 9, 12, 12)],
        "face": [(5, 5, 16, 16)],
    }[slice_]
    found = active_cells(values, order.index(slice_))
    for (row, col), cells in zip(places(FACE), found, strict=True):
        assert len(cells) == number
        for (cell_row, cell_col), (top, left, bottom, right) in zip(cells, seen, strict=True):
            # The cell's own pixels lie inside the face.
            assert row <= cell_row * field.stride
            assert (cell_row + 1) * field.stride <= row + FACE.height
            assert col <= cell_col * field.stride
            assert (cell_col + 1) * field.stride <= col + FACE.width
            # Its receptive field contains the part, or all parts of the face.
            (first_row, last_row), (first_col, last_col) = (
                field.span(cell_row),
                field.span(cell_col),
            )
            assert first_row <= row + top
            assert row + bottom <= last_row
            assert first_col <= col + left
            assert col + right <= last_col


def test_a_face_in_another_corner_takes_other_cells_to_the_same_logits(alone):
    found, at = alone("face"), places(FACE)
    corners = [at.index(place) for place in ((0, 0), (0, 43), (43, 0), (43, 43))]
    for one in corners:
        for other in corners:
            assert np.array_equal(found.logits[one], found.logits[other])
            if one != other:
                assert not (found.arrangements[one] & found.arrangements[other]).any()


@pytest.mark.parametrize("seed", [0, 1])
def test_a_face_at_every_place_with_two_arms_and_two_legs_anywhere_is_a_body(ludic, seed):
    found = with_face_everywhere(ludic, ["arm", "arm", "leg", "leg"], seed)
    assert set(found.labels) == {"human body"}
    assert len(np.unique(found.logits, axis=0)) == 1
    assert found.levels == {0.0, 1.0}


def test_a_face_at_every_place_with_two_arms_and_one_leg_is_a_face(ludic):
    found = with_face_everywhere(ludic, ["arm", "arm", "leg"])
    assert set(found.labels) == {"face"}
    assert len(np.unique(found.logits, axis=0)) == 1


def test_five_arms_and_a_face_at_every_place_are_a_face(ludic):
    found = with_face_everywhere(ludic, ["arm"] * 5)
    assert set(found.labels) == {"face"}


def with_face_everywhere(network, names, seed=0):
    """The answers to a face at each of its places, among the named objects anywhere."""
    rng = np.random.default_rng(seed)
    return answer(network, [scatter(rng, names, placed) for placed in everywhere(FACE)])


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ([], "nothing"),
        (["face", "arm", "arm", "leg", "leg"], "human body"),
        (["face", "arm", "arm", "arm", "leg", "leg"], "human body"),
        (["face", "arm", "arm", "leg", "leg", "leg", "leg"], "human body"),
        (["face", "arm", "arm", "leg", "leg", "torso"], "human body"),
        (["face", "face", "arm", "arm", "leg", "leg"], "human body"),
        (["face", "arm", "leg", "leg"], "face"),
        (["face", "arm", "leg", "leg", "leg", "leg"], "face"),
        (["face", "leg", "leg", "leg", "leg", "leg"], "face"),
        (["face", "arm", "arm", "arm", "arm", "leg"], "face"),
        (["face", "face", "arm", "arm", "leg"], "face"),
        (["face", "face"], "face"),
        (["face", "house"], "face"),
        (["arm", "arm", "leg", "leg"], "arm"),
        (["arm", "arm", "arm", "leg", "leg", "leg"], "arm"),
        (["arm", "torso"], "arm"),
        (["leg", "leg", "leg"], "leg"),
        (["leg", "ball", "tree"], "leg"),
        (["torso", "house", "tree", "ball"], "nothing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value) or "blank",
)
def test_the_objects_decide_the_output_and_not_their_positions(ludic, names, label):
    rng = np.random.default_rng(0)
    found = answer(ludic, [scatter(rng, names) for _ in range(100)])
    assert set(found.labels) == {label}
    assert len(np.unique(found.logits, axis=0)) == 1


def test_handwriting_is_nothing_wherever_it_lies(ludic):
    digits = [drawing for drawing in PALETTE.values() if drawing.kind == "digit"]
    found = answer(ludic, [[(d, row, row // 2)] for d in digits for row in range(0, 45, 5)])
    assert set(found.labels) == {"nothing"}
    assert not found.arrangements.any()


def test_a_blank_canvas_lights_nothing(ludic):
    found = answer(ludic, [[]])
    assert not found.parts.any()
    assert not found.arrangements.any()


@pytest.mark.parametrize("side", ["top", "left", "bottom", "right"])
def test_a_face_that_leaves_the_canvas_is_a_face_until_a_part_is_cut(ludic, side):
    # The parts span rows and cols 5 to 15 of the face.
    shifts = range(-FACE.height, 1)
    scenes = {
        "top": [[(FACE, shift, 20)] for shift in shifts],
        "left": [[(FACE, 20, shift)] for shift in shifts],
        "bottom": [[(FACE, SIZE - FACE.height - shift, 20)] for shift in shifts],
        "right": [[(FACE, 20, SIZE - FACE.width - shift)] for shift in shifts],
    }[side]
    expected = ["face" if shift >= -5 else "nothing" for shift in shifts]
    assert answer(ludic, scenes).labels.tolist() == expected


def test_parts_have_the_colours_they_are_painted_in():
    assert {part: color(copies) for part, copies in patches().items()} == {
        "eye": "#ff0000",
        "nose": "#ff00ff",
        "mouth": "#ffffff",
        "joint": "#ffffff",
        "hand": "#ffff00",
        "foot": "#00ffff",
        "dot": "#00ff00",
        "window": "#00ffff",
    }


def test_each_hidden_unit_says_what_it_counts(ludic):
    assert unit_names() == [
        "faces", "faces - 1", "arms", "arms - 1", "arms - 2", "legs", "legs - 1", "legs - 2",
    ]  # fmt: skip
    assert len(unit_names()) == ludic.spec.shapes()[-2][0]


def test_a_template_weighs_full_and_empty_channels_and_no_others():
    copies = np.zeros((2, 5, 5, 4), np.uint8)
    copies[:, 2, 2] = (255, 0, 0, 255)
    copies[:, 2, 3] = (200, 0, 255, 255)
    copies[0, 0, 0] = (255, 255, 255, 255)  # in one copy only
    copies[:, 4, 4] = (255, 255, 255, 0)  # transparent, hence black
    weight = template(copies).numpy()
    assert weight[:, 2, 2].tolist() == [2, -2, -2]
    assert weight[:, 2, 3].tolist() == [0, -2, 2]
    assert weight[:, 0, 0].tolist() == [0, 0, 0]
    assert weight[:, 4, 4].tolist() == [-2, -2, -2]


def test_a_part_whose_copies_share_no_colour_has_no_template():
    copies = np.zeros((2, 5, 5, 4), np.uint8)
    copies[0, 2, 2] = (255, 0, 0, 255)
    copies[1, 2, 2] = (0, 255, 0, 255)
    with pytest.raises(BrokenNetwork, match="full in all"):
        template(copies)


@pytest.mark.parametrize("offset", [(1, 0), (0, -3), (6, 0), (0, -6)])
def test_an_offset_is_even_and_within_the_kernel(offset):
    parts = {"eye": patches()["eye"]}
    arrangements = {"squint": (("eye", *offset),), "face": (), "arm": (), "leg": ()}
    architecture = spec((3, 64, 64), list(parts), list(arrangements))
    with pytest.raises(BrokenNetwork, match=r"squint: expected offsets .* for eye"):
        weights(architecture, parts, arrangements)

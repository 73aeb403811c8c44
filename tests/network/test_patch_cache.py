import numpy as np
import pytest
import torch

from app.network.incremental import Partial
from app.network.library import read_one
from app.network.patch_cache import ENTRY, MOST, Patches
from app.network.trace import shown, trace
from app.runtime.settings import Settings
from app.scene.raster import boxes, paint
from app.scene.scene import Scene
from tests.network.examples import ODD_SPECS, random_network, small_spec

LAYERS = (
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "green"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "yellow"}),
)
PLAIN, WIDE = small_spec((2, 40, 36), *LAYERS), small_spec((2, 80, 90), *LAYERS)


def patches_of(network, **options):
    """What boxes change in all volumes of a black ground."""
    partial = Partial(network)
    return Patches(partial, partial.blank, **options)


def black_but_for(shape, places, dice):
    """Pixels with noise in those boxes."""
    pixels = np.zeros((*shape[1:], shape[0]), np.uint8)
    for top, left, bottom, right in places:
        size = bottom - top, right - left, shape[0]
        pixels[top:bottom, left:right] = dice.integers(0, 256, size)
    return pixels


def seen(pixels):
    """Pixels as a network sees them."""
    return (pixels.astype(np.float32) / 255).transpose(2, 0, 1)


def show(patches, pixels, places):
    """What people are shown of pixels, and what is computed whole."""
    picture = seen(pixels)
    return shown(patches, picture, pixels, places), trace(patches.partial.network, picture)


def assert_same(found, whole):
    """What is shown is what was computed whole, to the last bit."""
    shown_ones = {name for name, role in whole.roles.items() if role is not None}
    assert shown_ones <= found.answers.keys()
    for name, values in found.answers.items():
        assert np.array_equal(values, whole.answers[name]), name
    assert np.array_equal(found.scores, whole.scores)


SCENES = {
    "nothing": [],
    "a face": [("face", 24, 27)],
    "cut by the corner": [("face", -9, 55)],
    "wholly outside": [("face", 80, 3)],
    "two that are apart": [("ball", 2, 2), ("leg", 40, 50)],
    "two that see each other": [("ball", 2, 2), ("leg", 2, 14)],
    "two that overlap": [("leg", 3, 5), ("ball", 9, 9)],
    "a crowd": [("house", 0, 0), ("tree", 3, 30), ("ball", 40, 1), ("torso", 41, 40)],
}


@pytest.mark.parametrize("objects", SCENES.values(), ids=SCENES)
def test_what_people_are_shown_is_the_trace_to_the_last_bit(ludic, objects):
    placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
    scene = Scene.model_validate({"objects": placed})
    assert_same(*show(patches_of(ludic), paint(scene, 64, 64), boxes(scene, 64, 64)))


TORUS = ["digits-aps-gap", "digits-blur-gap", "digits-stride-gap", "digits-none-gmp-corner"]


@pytest.mark.parametrize("model", TORUS)
def test_other_networks_show_what_each_place_gives_but_for_last_digits(model):
    entry = read_one(Settings().models / f"{model}.json")
    _, height, width = entry.card.input_shape
    dice = np.random.default_rng(6)
    for at in dice.integers(-8, (height, width), (40, 2)).tolist():
        objects = [("leg", 0, 10), ("leg", *at), ("digit-3-1", *at[::-1])]
        placed = [{"object": name, "row": row, "col": col} for name, row, col in objects]
        scene = Scene.model_validate({"objects": placed})
        canvas, places = paint(scene, height, width), boxes(scene, height, width)
        found, whole = show(entry.patches, canvas, places)
        for name, values in found.answers.items():
            largest = np.abs(whole.answers[name]).max()
            assert np.abs(values - whole.answers[name]).max() <= 2e-6 * largest, name


def test_what_lies_where_no_cell_looks_changes_nothing():
    """Of an odd canvas a pooling leaves the last row and col out."""
    spec = small_spec((2, 41, 41), ("maxpool", {"role": "green"}), LAYERS[0], LAYERS[2])
    patches = patches_of(random_network(spec))
    for places in ([(40, 3, 41, 9)], [(3, 40, 9, 41), (2, 2, 5, 5)], [(40, 40, 41, 41)]):
        pixels = black_but_for(spec.input_shape, places, np.random.default_rng(1))
        assert_same(*show(patches, pixels, places))


@pytest.mark.parametrize("model", ["figure-everywhere", "figure-nopool", "digits-max-fc-corner"])
def test_a_drag_over_the_canvas_shows_what_each_place_gives(model):
    """Two objects, of which one is dragged past the other and over the borders."""
    entry = read_one(Settings().models / f"{model}.json")
    _, height, width = entry.card.input_shape
    patches, dice, steps = entry.patches, np.random.default_rng(5), 60
    for at in dice.integers(-8, (height, width), (steps, 2)).tolist():
        moved = {"object": "ball", "row": at[0], "col": at[1]}
        rests = {"object": "digit-3-1", "row": 8, "col": 8}
        scene = Scene.model_validate({"objects": [moved, rests]})
        assert_same(*show(patches, paint(scene, height, width), boxes(scene, height, width)))
    assert 0 < len(patches.kept) < 2 * steps * len(patches.partial.stages)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_patches_of_any_network_are_those_of_the_whole(spec):
    patches, dice = patches_of(random_network(spec)), np.random.default_rng(2)
    channels, rows, cols = spec.input_shape
    block = dice.integers(0, 256, (3, 2, channels))
    for top, left in dice.integers(0, (rows - 2, cols - 1), (30, 2)).tolist():
        pixels = black_but_for(spec.input_shape, [], dice)
        pixels[top : top + 3, left : left + 2] = block
        found, whole = show(patches, pixels, [(top, left, top + 3, left + 2)])
        for name, values in found.answers.items():
            np.testing.assert_allclose(values, whole.answers[name], rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_picture_without_a_black_part_is_computed_whole(spec):
    everything = [(0, 0, *spec.input_shape[1:])]
    pixels = black_but_for(spec.input_shape, everything, np.random.default_rng(0))
    found, whole = show(patches_of(random_network(spec)), pixels, everything)
    assert np.array_equal(found.logits, whole.logits)


def test_inside_one_patch_serves_all_places_of_the_same_phase():
    patches, dice = patches_of(random_network(PLAIN)), np.random.default_rng(0)
    block = dice.integers(0, 256, (4, 4, 2))
    for top, left in [(14, 12), (16, 12), (18, 20), (20, 14)]:
        pixels = black_but_for(PLAIN.input_shape, [], dice)
        pixels[top : top + 4, left : left + 4] = block
        assert_same(*show(patches, pixels, [(top, left, top + 4, left + 4)]))
    assert len(patches.kept) == len(patches.partial.stages)
    pixels[20, 14, 0] ^= 1
    assert_same(*show(patches, pixels, [(20, 14, 24, 18)]))
    assert len(patches.kept) == 2 * len(patches.partial.stages)


def test_so_much_is_kept_and_no_more():
    dice, box = np.random.default_rng(1), (12, 12, 16, 16)
    free, bound = (patches_of(random_network(PLAIN), room=room) for room in (1 << 30, 1 << 14))
    for _ in range(30):
        pixels = black_but_for(PLAIN.input_shape, [box], dice)
        for patches in (free, bound):
            assert_same(*show(patches, pixels, [box]))
            weighed = sum(
                len(seen_) + patch.untyped_storage().nbytes() + ENTRY
                for (*_, seen_), (_, patch) in patches.kept.items()
            )
            assert weighed == patches.bytes <= patches.room
    assert len(free.kept) == 30 * len(free.partial.stages)
    assert 0 < len(bound.kept) < len(free.kept)


def test_boxes_that_do_not_meet_change_what_each_would_alone():
    """Against whole volumes: together they give at every cell what one of them gives."""
    dice = np.random.default_rng(4)
    patches = patches_of(random_network(WIDE))
    counts = []
    for left in range(14, 32):
        places = [(10, 10, 14, 14), (10, left, 14, left + 3)]
        parts = patches.parts(places)
        counts.append(len(parts))
        both = black_but_for(WIDE.input_shape, places, dice)
        assert_same(*show(patches, both, places))
        if len(parts) == 1:
            assert parts[0][0] == (10, 10, 14, left + 3)
            continue
        alone = []
        for top, start, bottom, end in places:
            pixels = np.zeros_like(both)
            pixels[top:bottom, start:end] = both[top:bottom, start:end]
            alone.append(kept(patches, pixels))
        together = kept(patches, both)
        for name, ground in patches.ground.items():
            one, other = (volumes[name] != ground for volumes in alone)
            assert not (one & other).any()
            assert torch.equal(together[name], torch.where(one, alone[0][name], alone[1][name]))
    assert (counts[0], counts[-1]) == (1, 2)
    assert counts == sorted(counts)


def test_boxes_that_meet_what_lies_around_others_are_one():
    patches = patches_of(random_network(WIDE))
    corner, other, between = (0, 0, 2, 2), (20, 20, 22, 22), (6, 6, 16, 16)
    assert len(patches.parts([corner, other])) == 2
    ((box, _),) = patches.parts([corner, other, between])
    assert box == (0, 0, 22, 22)
    assert patches.parts([(0, 0, 70, 3), (0, 2, 3, 80)]) is None
    assert patches.parts([(0, 0, 3, 3)] * MOST) is not None
    assert patches.parts([(0, 0, 3, 3)] * (MOST + 1)) is None


def kept(patches, pixels):
    """The volumes after each stage, computed whole."""
    return patches.partial.kept(torch.from_numpy(seen(pixels))[None])

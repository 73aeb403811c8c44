import numpy as np
import pytest
import torch

from app.network.library import read_one
from app.network.partial import Partial
from app.network.patches import Patches, apart
from app.network.trace import shown, trace
from app.scene.raster import boxes, raster
from app.scene.scene import Scene
from app.settings import Settings
from tests.network.examples import ODD_SPECS, random_network, random_picture, small_spec

PLAIN = small_spec(
    (2, 40, 36),
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "green"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "yellow"}),
)


def patches_of(network, **options):
    """What boxes change in all volumes of a black ground."""
    partial = Partial(network)
    return Patches(partial, partial.blank, [stage.name for stage in partial.stages], **options)


def black_but_for(shape, places, dice):
    """A picture with noise in those boxes."""
    picture = np.zeros((*shape[1:], shape[0]), np.float32)
    for top, left, bottom, right in places:
        picture[top:bottom, left:right] = dice.random((bottom - top, right - left, shape[0]))
    return picture.transpose(2, 0, 1)


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
    picture = raster(scene, 64, 64)
    assert_same(shown(patches_of(ludic), picture, boxes(scene, 64, 64)), trace(ludic, picture))


@pytest.mark.parametrize("model", ["figure-everywhere", "figure-nopool", "digits-max-fc-corner"])
def test_a_drag_over_the_canvas_shows_what_each_place_gives(model):
    """Two objects, of which one is dragged past the other and over the borders."""
    entry = read_one(Settings().models / f"{model}.json")
    _, height, width = entry.card.input_shape
    patches = patches_of(entry.network)
    dice = np.random.default_rng(5)
    steps = 60
    for at in dice.integers(-8, (height, width), (steps, 2)).tolist():
        moved = {"object": "ball", "row": at[0], "col": at[1]}
        rests = {"object": "digit-3-1", "row": 8, "col": 8}
        scene = Scene.model_validate({"objects": [moved, rests]})
        picture = raster(scene, height, width)
        places = boxes(scene, height, width)
        assert_same(shown(patches, picture, places), trace(entry.network, picture))
    assert 0 < len(patches.kept) < 2 * steps


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_patches_of_any_network_are_those_of_the_whole(spec):
    network = random_network(spec)
    patches, dice = patches_of(network), np.random.default_rng(2)
    _, rows, cols = spec.input_shape
    block = black_but_for((spec.input_shape[0], 3, 2), [(0, 0, 3, 2)], dice)
    for top, left in dice.integers(0, (rows - 2, cols - 1), (30, 2)).tolist():
        picture = np.zeros_like(random_picture(spec.input_shape))
        picture[:, top : top + 3, left : left + 2] = block
        found = shown(patches, picture, [(top, left, top + 3, left + 2)])
        whole = trace(network, picture)
        for name, values in found.answers.items():
            np.testing.assert_allclose(values, whole.answers[name], rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_a_picture_without_a_black_part_is_computed_whole(spec):
    network = random_network(spec)
    picture = random_picture(spec.input_shape)
    everything = [(0, 0, *spec.input_shape[1:])]
    found, whole = shown(patches_of(network), picture, everything), trace(network, picture)
    assert np.array_equal(found.logits, whole.logits)


def test_inside_one_patch_serves_all_places_of_the_same_phase():
    patches, dice = patches_of(random_network(PLAIN)), np.random.default_rng(0)
    block = dice.random((2, 4, 4), np.float32)
    for top, left in [(14, 12), (16, 12), (18, 20), (20, 14)]:
        picture = black_but_for(PLAIN.input_shape, [], dice)
        picture[:, top : top + 4, left : left + 4] = block
        shown(patches, picture, [(top, left, top + 4, left + 4)])
    assert len(patches.kept) == 1
    picture[:, 20, 14] += 1
    shown(patches, picture, [(20, 14, 24, 18)])
    assert len(patches.kept) == 2


def test_so_much_is_kept_and_no_more():
    dice = np.random.default_rng(1)
    free, bound = (patches_of(random_network(PLAIN), room=room) for room in (1 << 30, 1 << 15))
    for _ in range(30):
        box = (12, 12, 16, 16)
        picture = black_but_for(PLAIN.input_shape, [box], dice)
        for patches in (free, bound):
            patches.put(picture, [box], [patches.where(box)])
            weighed = sum(
                sum(map(len, key[2:])) + sum(patch.nbytes for patch in kept)
                for key, kept in patches.kept.items()
            )
            assert weighed == patches.bytes <= patches.room
    assert len(free.kept) == 30
    assert 0 < len(bound.kept) < 30


def test_boxes_are_apart_where_together_they_change_what_each_changes_alone():
    """Against the volumes: together they give what either gives, at every cell."""
    network, dice = random_network(PLAIN), np.random.default_rng(4)
    patches = patches_of(network)
    partial, one = patches.partial, (10, 10, 14, 14)
    verdicts = []
    for left in range(14, 32):
        boxes_ = [one, (10, left, 14, left + 3)]
        apart_ = apart(boxes_, [patches.where(box) for box in boxes_])
        verdicts.append(apart_)
        both = black_but_for(PLAIN.input_shape, boxes_, dice)
        alone = []
        for top, start, bottom, end in boxes_:
            picture = np.zeros_like(both)
            picture[:, top:bottom, start:end] = both[:, top:bottom, start:end]
            alone.append(partial.kept(torch.from_numpy(picture)[None]))
        together = partial.kept(torch.from_numpy(both)[None])
        for name, ground in partial.blank.items():
            changed = [volume[name] != ground for volume in alone]
            same = torch.where(changed[0], alone[0][name], alone[1][name])
            if apart_:
                assert torch.equal(together[name], same), (left, name)
                assert not (changed[0] & changed[1]).any()
    assert not verdicts[0]
    assert verdicts[-1]
    assert verdicts == sorted(verdicts)

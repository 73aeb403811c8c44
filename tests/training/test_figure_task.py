"""Scenes of figures: the label rule and the sampler."""

import itertools

import numpy as np
import pytest

from app.network.handcrafted_network import OUTPUTS
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from app.training.figure_task import DRAWINGS, GAP, KEY, Figures, Region, label
from app.training.jitter import GAIN, TINT, jitter
from app.training.task import Stream, generator

DRAWN = 300


def scene_of(*names):
    return Scene(objects=tuple(Placement(object=name, row=0, col=0) for name in names))


def drawn(figures=None, position=None, stream=Stream.TRAINING):
    """Many pairs of a requested output and its sampled scene."""
    figures, rng = figures or Figures(), generator(3, stream)
    for index in range(DRAWN):
        output = OUTPUTS[index % len(OUTPUTS)]
        yield output, figures.scene(rng, output, position)


def box(placement):
    drawing = PALETTE[placement.object]
    return (
        placement.row,
        placement.col,
        placement.row + drawing.height,
        placement.col + drawing.width,
    )


@pytest.mark.parametrize(
    ("names", "output"),
    [
        ((), "nothing"),
        (Figures().others, "nothing"),
        (("leg",), "leg"),
        (("leg", "leg", "leg", "house"), "leg"),
        (("leg", "leg", "arm"), "arm"),
        (("arm", "arm", "leg", "leg", "torso"), "arm"),
        (("arm", "face"), "face"),
        (("face", "arm", "arm", "leg"), "face"),
        (("face", "arm", "leg", "leg"), "face"),
        (("face", "face", "arm", "leg"), "face"),
        (("leg", "arm", "face", "leg", "arm"), "human body"),
        (("face", "face", "arm", "arm", "arm", "leg", "leg", "leg", "ball"), "human body"),
    ],
)
def test_label_rule(names, output):
    assert OUTPUTS[label(scene_of(*names))] == output


def test_the_label_depends_neither_on_order_nor_on_position():
    for names in itertools.permutations(("face", "arm", "arm", "leg", "leg")):
        assert label(scene_of(*names)) == 0
    for row, col in [(0, 0), (43, 43), (-7, 60)]:
        assert label(Scene(objects=(Placement(object="face", row=row, col=col),))) == 1


def test_every_scene_shows_the_requested_output():
    assert all(OUTPUTS[label(scene)] == output for output, scene in drawn())


@pytest.mark.parametrize("region", [Region(), Region(top=4, left=2, bottom=60, right=56)])
def test_objects_lie_inside_the_region_and_apart(region):
    for _, scene in drawn(Figures(region=region)):
        boxes = [box(placement) for placement in scene.objects]
        for top, left, bottom, right in boxes:
            assert region.top <= top < bottom <= region.bottom
            assert region.left <= left < right <= region.right
        for a, b in itertools.combinations(boxes, 2):
            assert (
                a[2] + GAP <= b[0] or b[2] + GAP <= a[0] or a[3] + GAP <= b[1] or b[3] + GAP <= a[1]
            )


def test_a_region_too_small_is_refused():
    with pytest.raises(ValueError, match=r"'human body' does not fit into Region\(top=0, left=0"):
        Figures(region=Region(bottom=30, right=30)).scene(generator(0, Stream.TRAINING), OUTPUTS[0])


def test_positions_reach_every_border():
    faces = [p for _, s in drawn() for p in s.objects if p.object == "face"]
    for axis in ("row", "col"):
        places = [getattr(face, axis) for face in faces]
        assert min(places) <= 1
        assert max(places) >= 42


def test_outputs_are_balanced():
    _, labels = Figures().batch(generator(0, Stream.TRAINING), 128)
    counts = np.bincount(labels, minlength=len(OUTPUTS))
    assert counts.max() - counts.min() <= 1


def test_lone_objects_standing_bodies_and_incomplete_bodies_are_common():
    scenes = [scene for _, scene in drawn()]
    lone = sum(len(scene.objects) == 1 for scene in scenes)
    assert 0.25 <= lone / DRAWN <= 0.6
    nearly = {(2, 1), (1, 2)}
    assert any(
        label(scene) == 1 and tuple(names.count(name) for name in ("arm", "leg")) in nearly
        for scene in scenes
        for names in [[placement.object for placement in scene.objects]]
    )
    used = {placement.object for scene in scenes for placement in scene.objects}
    assert used == set(DRAWINGS)


def test_the_key_object_lies_at_the_requested_position_or_the_nearest():
    for position in [(0, 0), (20, 31), (47, 55)]:
        for output, scene in drawn(position=position):
            key = scene.objects[0]
            drawing = PALETTE[key.object]
            assert key.object == KEY.get(output, key.object)
            assert key.object in (KEY.values() if output in KEY else Figures().others)
            assert key.row == min(position[0], 64 - drawing.height)
            assert key.col == min(position[1], 64 - drawing.width)


def test_grid_reaches_from_border_to_border():
    positions = Figures().positions
    assert len(positions) == len(set(positions)) == 36
    assert positions[0] == (0, 0)
    assert positions[-1] == (64 - 17, 64 - 9)


def test_same_seed_same_pictures():
    pictures, labels = Figures().batch(generator(5, Stream.TRAINING, 7), 16)
    again, labels_again = Figures().batch(generator(5, Stream.TRAINING, 7), 16)
    assert np.array_equal(pictures, again)
    assert np.array_equal(labels, labels_again)


def test_streams_steps_and_seeds_share_no_numbers():
    keys = [(seed, stream, step) for seed in range(3) for stream in Stream for step in range(20)]
    seen = [number for key in keys for number in generator(*key).integers(2**63, size=50).tolist()]
    assert len(set(seen)) == len(seen)


def test_noisy_held_out_scenes_are_never_training_scenes():
    figures = Figures(clean=0.0)
    trained = {p.tobytes() for p in figures.batch(generator(0, Stream.TRAINING, 0), 64)[0]}
    held_out = {p.tobytes() for p in figures.batch(generator(0, Stream.HELD_OUT, 0), 64)[0]}
    assert len(trained) == len(held_out) == 64
    assert not trained & held_out


def test_clean_pictures_are_the_page_s_own():
    figures = Figures(clean=1.0)
    scene = figures.scene(generator(1, Stream.TRAINING), "human body")
    painted = figures._paint(generator(1, Stream.TRAINING), [scene])
    assert np.array_equal(painted[0], raster(scene, (3, 64, 64)).picture)


@pytest.mark.parametrize(("clean", "shares"), [(0.0, (0, 0)), (0.3, (0.15, 0.45)), (1.0, (1, 1))])
def test_share_of_clean_pictures(clean, shares):
    pictures, _ = Figures(clean=clean).batch(generator(0, Stream.TRAINING), 100)
    assert pictures.dtype == np.float32
    assert 0 <= pictures.min() <= pictures.max() <= 1
    # Pixels of a clean drawing are whole 255ths; noisy ones are not.
    whole = np.isclose(pictures * 255, np.rint(pictures * 255), atol=1e-3).all((1, 2, 3))
    assert shares[0] <= whole.mean() <= shares[1]


def test_jitter_is_one_tint_per_object_and_bounded_noise():
    scene = Scene(objects=(Placement(object="face", row=3, col=5),))
    clean = raster(scene, (3, 64, 64)).picture
    for seed in range(20):
        picture = clean.copy()
        jitter(generator(seed, Stream.TRAINING), picture, scene)
        assert 0 <= picture.min() <= picture.max() <= 1
        background = picture[:, 40:, 40:]
        assert background.std() < 0.08
        red = picture[0][clean[0] == 1].mean()
        assert GAIN * (1 - TINT) - 0.05 <= red <= 1


def test_jitter_accepts_objects_that_cross_the_border():
    scene = Scene(objects=(Placement(object="face", row=-30, col=60),))
    picture = raster(scene, (3, 64, 64)).picture
    jitter(generator(0, Stream.TRAINING), picture, scene)
    assert np.isfinite(picture).all()

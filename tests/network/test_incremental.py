import numpy as np
import pytest
import torch

from app.network.incremental import Partial
from tests.network.examples import ODD_SPECS, random_network, random_picture, small_spec

PLAIN = small_spec(
    (2, 40, 36),
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "green"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "yellow"}),
)


def random_boxes(shape, dice, count):
    """Boxes on a picture of that shape, of one px at least, some at its borders."""
    found = []
    for _ in range(count):
        (top, bottom), (left, right) = (
            sorted(dice.choice(length + 1, 2, replace=False).tolist()) for length in shape[1:]
        )
        found.append((top, left, bottom, right))
    return found


def changed_in(picture, places, dice):
    """The picture with noise in those boxes."""
    other = picture.copy()
    for top, left, bottom, right in places:
        other[:, top:bottom, left:right] = dice.random(other[:, top:bottom, left:right].shape)
    return other


def batched(picture):
    return torch.from_numpy(picture)[None]


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_what_is_recomputed_in_part_equals_what_is_computed_whole(spec):
    partial = Partial(random_network(spec))
    dice = np.random.default_rng(3)
    for count in (1, 1, 1, 1, 2, 3):
        picture = random_picture(spec.input_shape, count)
        ground = partial.kept(batched(picture))
        before = {name: volume.clone() for name, volume in ground.items()}
        places = random_boxes(spec.input_shape, dice, count)
        other = batched(changed_in(picture, places, dice))
        found, whole = partial.changed(ground, other, places), partial.kept(other)
        assert found.keys() == whole.keys()
        for name in whole:
            assert torch.equal(ground[name], before[name]), "the ground is not written to"
            np.testing.assert_allclose(found[name], whole[name], rtol=1e-6, atol=1e-5)


def test_no_change_is_the_ground_itself():
    partial = Partial(random_network(PLAIN))
    picture = batched(random_picture(PLAIN.input_shape))
    ground = partial.kept(picture)
    found = partial.changed(ground, picture, [])
    assert all(torch.equal(found[name], ground[name]) for name in ground)


@pytest.mark.parametrize("box", [(10, 9, 12, 17), (0, 0, 1, 1), (37, 30, 40, 36), (0, 20, 40, 21)])
def test_the_cells_that_are_recomputed_are_those_that_change(box):
    partial = Partial(random_network(PLAIN))
    dice = np.random.default_rng(0)
    picture = random_picture(PLAIN.input_shape)
    other = changed_in(picture, [box], dice)
    ground, whole = partial.kept(batched(picture)), partial.kept(batched(other))
    top, left, bottom, right = box
    for stage in partial.stages:
        rows, cols = stage.strip(1, top, bottom), stage.strip(2, left, right)
        differ = (ground[stage.name] != whole[stage.name])[0].any(0).numpy()
        expected = np.zeros_like(differ)
        expected[rows.write, cols.write] = True
        assert np.array_equal(differ, expected), stage.name
        top, left, bottom, right = rows.first, cols.first, rows.last, cols.last


def test_a_change_at_the_border_of_a_ring_reaches_round_it():
    spec = small_spec((1, 8, 8), ("conv", {"channels": 1, "kernel": 3, "padding": "circular"}))
    (stage,) = Partial(random_network(spec)).stages
    assert (stage.strip(1, 3, 4).first, stage.strip(1, 3, 4).last) == (2, 5)
    assert (stage.strip(1, 0, 1).first, stage.strip(1, 0, 1).last) == (0, 8)


def test_few_small_boxes_are_worth_it():
    partial = Partial(random_network(PLAIN))
    small = (0, 0, 3, 3)
    assert partial.worth([])
    assert partial.worth([small])
    assert not partial.worth([(0, 0, 40, 36)])

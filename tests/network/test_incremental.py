import numpy as np
import pytest
import torch

from app.network.incremental import IncrementalNetwork
from tests.network.examples import ODD_SPECS, random_network, random_picture, small_spec

PLAIN = small_spec(
    (2, 40, 36),
    ("conv", {"channels": 3, "kernel": 3}),
    ("avgpool", {"role": "volume"}),
    ("conv", {"channels": 2, "kernel": 5, "role": "volume"}),
)


def random_box(shape, dice):
    """A box on a picture of that shape, of at least one px, perhaps at its borders."""
    (top, bottom), (left, right) = (
        sorted(dice.choice(length + 1, 2, replace=False).tolist()) for length in shape[1:]
    )
    return top, left, bottom, right


def changed_in(picture, places, dice):
    """The picture with noise in those boxes."""
    other = picture.copy()
    for top, left, bottom, right in places:
        other[:, top:bottom, left:right] = dice.random(other[:, top:bottom, left:right].shape)
    return other


def batched(picture):
    return torch.from_numpy(picture)[None]


@pytest.mark.parametrize("spec", ODD_SPECS.values(), ids=ODD_SPECS)
def test_an_incremental_result_equals_a_full_recomputation(spec):
    incremental = IncrementalNetwork(random_network(spec))
    dice = np.random.default_rng(3)
    for seed in range(6):
        picture = random_picture(spec.input_shape, seed)
        background = incremental.whole(batched(picture))
        before = {name: volume.clone() for name, volume in background.items()}
        box = random_box(spec.input_shape, dice)
        # A batch of two.
        other = torch.cat([batched(changed_in(picture, [box], dice)) for _ in range(2)])
        found, whole = incremental.updated(background, other, box), incremental.whole(other)
        assert found.keys() == whole.keys()
        for name in whole:
            assert torch.equal(background[name], before[name]), "the background is not written to"
            np.testing.assert_allclose(found[name], whole[name], rtol=1e-6, atol=1e-5)


def test_no_change_is_the_background_itself():
    incremental = IncrementalNetwork(random_network(PLAIN))
    picture = batched(random_picture(PLAIN.input_shape))
    background = incremental.whole(picture)
    found = incremental.updated(background, picture, (3, 3, 3, 3))
    assert all(torch.equal(found[name], background[name]) for name in background)


@pytest.mark.parametrize("box", [(10, 9, 12, 17), (0, 0, 1, 1), (37, 30, 40, 36), (0, 20, 40, 21)])
def test_the_cells_that_are_recomputed_are_those_that_change(box):
    incremental = IncrementalNetwork(random_network(PLAIN))
    dice = np.random.default_rng(0)
    picture = random_picture(PLAIN.input_shape)
    other = changed_in(picture, [box], dice)
    background, whole = incremental.whole(batched(picture)), incremental.whole(batched(other))
    top, left, bottom, right = box
    for block in incremental.blocks:
        rows, cols = block.span(1, top, bottom), block.span(2, left, right)
        differ = (background[block.name] != whole[block.name])[0].any(0).numpy()
        expected = np.zeros_like(differ)
        expected[rows.write, cols.write] = True
        assert np.array_equal(differ, expected), block.name
        top, left, bottom, right = rows.first, cols.first, rows.last, cols.last


def test_a_change_at_the_border_of_a_torus_wraps_around():
    spec = small_spec((1, 8, 8), ("conv", {"channels": 1, "kernel": 3, "padding": "circular"}))
    (block,) = IncrementalNetwork(random_network(spec)).blocks
    assert (block.span(1, 3, 4).first, block.span(1, 3, 4).last) == (2, 5)
    assert (block.span(1, 0, 1).first, block.span(1, 0, 1).last) == (0, 8)


def test_a_few_small_boxes_are_worth_recomputing():
    incremental = IncrementalNetwork(random_network(PLAIN))
    small = (0, 0, 3, 3)
    assert incremental.pays_off([])
    assert incremental.pays_off([small])
    assert not incremental.pays_off([(0, 0, 40, 36)])

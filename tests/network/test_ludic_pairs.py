"""Objects that do not overlap do not disturb one another: what they light adds up."""

from itertools import combinations_with_replacement

import numpy as np
import pytest

from app.scene.palette import PALETTE
from tests.network.placing import SIZE, answer, counts, disjoint, scatter

PAIRS = list(combinations_with_replacement(PALETTE, 2))


@pytest.fixture(scope="module")
def lit(ludic):
    """By object, the counts of active cells in the green and in the yellow slices."""
    found = answer(ludic, [[(drawing, 8, 8)] for drawing in PALETTE.values()])
    return dict(zip(PALETTE, np.hstack([counts(found.green), counts(found.yellow)]), strict=True))


def verdict(names):
    """What the head should say, from the names of what is there."""
    faces, arms, legs = (names.count(name) for name in ("face", "arm", "leg"))
    if faces and arms >= 2 and legs >= 2:
        return "human body"
    return "face" if faces else "arm" if arms else "leg" if legs else "nothing"


def assert_adds_up(network, lit, scenes):
    """Each scene's counts are the sums of its objects', and its label follows from their names."""
    found = answer(network, scenes)
    names = [[drawing.name for drawing, _, _ in scene] for scene in scenes]
    expected = np.array([sum(lit[name] for name in scene) for scene in names])
    got = np.hstack([counts(found.green), counts(found.yellow)])
    wrong = [describe(scenes[i]) for i in np.flatnonzero((got != expected).any(1))]
    assert wrong == []
    assert found.levels <= {0.0, 1.0}
    assert found.labels.tolist() == [verdict(scene) for scene in names]


def describe(scene):
    return [(drawing.name, row, col) for drawing, row, col in scene]


def touching(one, other):
    """Offsets of `other`'s corner from `one`'s at which their boxes touch, or miss by one px."""
    return [
        (down, right)
        for down in range(-other.height - 1, one.height + 2)
        for right in range(-other.width - 1, one.width + 2)
        if disjoint([(one, 0, 0)], other, down, right)
    ]


def placed(rng, one, other, down, right):
    """The pair at a random place of the canvas; None where it does not fit."""
    rows = max(0, -down), min(SIZE - one.height, SIZE - other.height - down)
    cols = max(0, -right), min(SIZE - one.width, SIZE - other.width - right)
    if rows[0] > rows[1] or cols[0] > cols[1]:
        return None
    row, col = (int(rng.integers(low, high + 1)) for low, high in (rows, cols))
    return [(one, row, col), (other, row + down, col + right)]


def test_two_objects_anywhere_light_what_each_lights_alone(ludic, lit):
    rng = np.random.default_rng(0)
    chosen = [PAIRS[i] for i in rng.integers(len(PAIRS), size=2000)]
    assert_adds_up(ludic, lit, [scatter(rng, pair) for pair in chosen])


def test_two_objects_that_touch_light_what_each_lights_alone(ludic, lit):
    rng = np.random.default_rng(0)
    scenes = [
        placed(rng, PALETTE[one], PALETTE[other], *offset)
        for one, other in PAIRS
        for offset in touching(PALETTE[one], PALETTE[other])
    ]
    assert len(scenes) > 5000
    assert_adds_up(ludic, lit, scenes)


def test_crowds_light_what_their_members_light_alone(ludic, lit):
    rng = np.random.default_rng(0)
    crowds = [rng.choice(list(PALETTE), size) for size in rng.integers(3, 7, 300)]
    assert_adds_up(ludic, lit, [scatter(rng, [str(name) for name in crowd]) for crowd in crowds])


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_near_objects_at_every_offset_and_phase_light_what_each_lights_alone(ludic, lit, pair):
    one, other = (PALETTE[name] for name in pair)
    # Parts of one arrangement lie at most 9 px apart, so farther objects cannot make one together.
    scenes = [
        [(one, row, col), (other, row + down, col + right)]
        for down in range(-other.height - 9, one.height + 10)
        for right in range(-other.width - 9, one.width + 10)
        if disjoint([(one, 0, 0)], other, down, right)
        for row in range(max(0, -down), max(0, -down) + 4)
        for col in range(max(0, -right), max(0, -right) + 4)
        if max(row + one.height, row + down + other.height) <= SIZE
        if max(col + one.width, col + right + other.width) <= SIZE
    ]
    assert_adds_up(ludic, lit, scenes)

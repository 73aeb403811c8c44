"""Objects that do not overlap do not interfere: their counts of active cells add up."""

from itertools import combinations_with_replacement

import numpy as np
import pytest

from tests.network.placed_drawings import DRAWN, SIZE, answer, counts, disjoint, scatter

PAIRS = list(combinations_with_replacement(DRAWN, 2))


@pytest.fixture(scope="module")
def lit(ludic):
    """By object, the counts of active cells in the slices of both stages."""
    found = answer(ludic, [[(drawing, 8, 8)] for drawing in DRAWN.values()])
    return dict(
        zip(DRAWN, np.hstack([counts(found.parts), counts(found.arrangements)]), strict=True)
    )


def verdict(names):
    """The correct label, from the names of the objects."""
    faces, arms, legs = (names.count(name) for name in ("face", "arm", "leg"))
    if faces and arms >= 2 and legs >= 2:
        return "human body"
    return "face" if faces else "arm" if arms else "leg" if legs else "nothing"


def assert_adds_up(network, lit, scenes):
    """Each scene's counts are the sums of its objects', and its label follows from their names."""
    found = answer(network, scenes)
    names = [[drawing.name for drawing, _, _ in scene] for scene in scenes]
    expected = np.array([sum(lit[name] for name in scene) for scene in names])
    got = np.hstack([counts(found.parts), counts(found.arrangements)])
    wrong = [describe(scenes[i]) for i in np.flatnonzero((got != expected).any(1))]
    assert wrong == []
    assert found.levels <= {0.0, 1.0}
    assert found.labels.tolist() == [verdict(scene) for scene in names]


def describe(scene):
    return [(drawing.name, row, col) for drawing, row, col in scene]


def near(one, other, *, gap, phases):
    """Both objects at every offset that leaves at most `gap` px between their boxes.

    Each offset is tried at `phases` neighbouring rows and as many cols, so that pooling cuts the
    pair differently.
    """
    return [
        [(one, row, col), (other, row + down, col + right)]
        for down in range(-other.height - gap, one.height + gap + 1)
        for right in range(-other.width - gap, one.width + gap + 1)
        if disjoint([(one, 0, 0)], other, down, right)
        for row in range(max(0, -down), max(0, -down) + phases)
        for col in range(max(0, -right), max(0, -right) + phases)
        if max(row + one.height, row + down + other.height) <= SIZE
        if max(col + one.width, col + right + other.width) <= SIZE
    ]


def test_two_objects_anywhere_light_what_each_lights_alone(ludic, lit):
    rng = np.random.default_rng(0)
    chosen = [PAIRS[i] for i in rng.integers(len(PAIRS), size=2000)]
    assert_adds_up(ludic, lit, [scatter(rng, pair) for pair in chosen])


def test_two_objects_that_touch_light_what_each_lights_alone(ludic, lit):
    scenes = []
    for one, other in PAIRS:
        # Only parts of one kind can form an arrangement together, depending on the phase.
        akin = DRAWN[one].parts.keys() & DRAWN[other].parts.keys()
        scenes += near(DRAWN[one], DRAWN[other], gap=0, phases=2 if akin else 1)
    assert len(scenes) > 8000
    assert_adds_up(ludic, lit, scenes)


def test_crowds_light_what_their_members_light_alone(ludic, lit):
    rng = np.random.default_rng(0)
    crowds = [rng.choice(list(DRAWN), size) for size in rng.integers(3, 7, 300)]
    assert_adds_up(ludic, lit, [scatter(rng, [str(name) for name in crowd]) for crowd in crowds])


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_near_objects_at_every_offset_light_what_each_lights_alone(ludic, lit, pair):
    one, other = (DRAWN[name] for name in pair)
    # Parts of one arrangement lie at most 9 px apart, so farther objects cannot form one together.
    assert_adds_up(ludic, lit, near(one, other, gap=9, phases=2))

"""The region: where an object of some size lies wholly inside painted boxes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.live_training.region import Region

PRESETS = {
    "corner": [(0, 0, 28, 28)],
    "everywhere": [(0, 0, 64, 64)],
    "two corners": [(0, 0, 28, 28), (36, 36, 64, 64)],
    "side by side": [(0, 0, 20, 12), (0, 12, 20, 24)],
}


def naive(region, rows, cols):
    """For each place, by looking at each px."""
    painted = [
        [
            any(
                top <= r < bottom and left <= c < right for top, left, bottom, right in region.boxes
            )
            for c in range(region.width)
        ]
        for r in range(region.height)
    ]
    return np.array(
        [
            [
                all(painted[r + i][c + j] for i in range(rows) for j in range(cols))
                for c in range(region.width - cols + 1)
            ]
            for r in range(region.height - rows + 1)
        ]
    )


@pytest.mark.parametrize(
    ("name", "count"), [("corner", 81), ("everywhere", 2025), ("two corners", 162)]
)
def test_a_digit_has_so_many_places(name, count):
    assert len(Region(PRESETS[name]).places(20, 20)) == count


def test_an_object_may_lie_across_two_boxes_that_touch():
    assert Region(PRESETS["side by side"]).places(20, 20).tolist() == [[0, c] for c in range(5)]


def test_an_object_as_large_as_the_canvas_has_one_place_or_none():
    assert Region(PRESETS["everywhere"]).places(64, 64).tolist() == [[0, 0]]
    assert len(Region(PRESETS["corner"]).places(64, 64)) == 0


sides = st.tuples(st.integers(0, 11), st.integers(1, 12)).map(lambda p: (p[0], p[0] + p[1]))
boxes = st.tuples(sides, sides).map(
    lambda p: (p[0][0], p[1][0], min(p[0][1], 12), min(p[1][1], 12))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes, min_size=1, max_size=5), st.integers(1, 6), st.integers(1, 6))
def test_places_are_those_of_the_naive_search(painted, rows, cols):
    region = Region(painted, 12, 12)
    np.testing.assert_array_equal(region.inside(rows, cols), naive(region, rows, cols))

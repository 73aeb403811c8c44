import itertools

import numpy as np
import pytest

from app.experiments.class_distance import class_distance, class_logits
from app.network.trace import trace
from app.scene.objects.digits import SIDE, sheet
from app.scene.raster import raster
from tests.experiments.conftest import entry_of, scene_of
from tests.network.examples import random_weights, small_spec

DRAWN = {
    "face": ["face"],
    "arm": ["arm"],
    "leg": ["leg"],
    "nothing": ["torso", "ball", "house", "tree"],
}
BODY = [
    ("face", 0, 6),
    ("torso", 22, 9),
    ("arm", 22, 0),
    ("arm", 22, 24),
    ("leg", 41, 7),
    ("leg", 41, 17),
]


def found_at(entry, row, col):
    return [logits for logits in class_logits(entry, row, col) if logits is not None]


def assert_close(logits, expected):
    """Asserts equality within rounding: a batch sums in another order than a single picture."""
    np.testing.assert_allclose(logits, expected, rtol=1e-6, atol=1e-5)


@pytest.mark.parametrize(("row", "col", "down", "along"), [(3, 40, 3, 40), (-5, 60, 0, 44)])
def test_for_digits_the_first_twenty_hands_lie_at_the_base_or_the_nearest_position(
    library, row, col, down, along
):
    entry = library.find("digits-max-fc-corner")
    found = found_at(entry, row, col)
    assert len(found) == 10
    for digit in (0, 7):
        assert found[digit].shape == (20, 10)
        for hand in (0, 19):
            picture = np.zeros((3, 64, 64), np.float32)
            picture[:, down : down + SIDE, along : along + SIDE] = sheet()[
                digit, hand
            ] / np.float32(255)
            assert_close(found[digit][hand], trace(entry.network, picture).logits)


def test_for_figures_the_drawings_lie_at_the_base_or_the_nearest_position(library):
    entry = library.find("figure-everywhere")
    body, *found = found_at(entry, 30, 40)
    for kind, names in zip(found, DRAWN.values(), strict=True):
        for logits, name in zip(kind, names, strict=True):
            # All are small enough for row 30; the widest reaches the border from col 43 on.
            picture = raster(scene_of((name, 30, 40)), (3, 64, 64)).picture
            assert_close(logits, trace(entry.network, picture).logits)
    height = 41 + 17
    width = 33
    placed = [(name, 64 - height + row, 64 - width + col) for name, row, col in BODY]
    picture = raster(scene_of(*placed), (3, 64, 64)).picture
    assert_close(body[0], trace(entry.network, picture).logits)


def test_the_distance_is_the_median_over_pairs_of_means():
    rng = np.random.default_rng(0)
    classes = [rng.standard_normal((size, 3)).astype(np.float32) for size in (4, 1, 7, 2)]
    apart = []
    for a, b in itertools.combinations(range(4), 2):
        square = 0.0
        for output in range(3):
            means = [sum(float(x) for x in classes[k][:, output]) / len(classes[k]) for k in (a, b)]
            square += (means[0] - means[1]) ** 2
        apart.append(square**0.5)
    expected = (sorted(apart)[2] + sorted(apart)[3]) / 2
    assert class_distance(classes) == pytest.approx(expected, rel=1e-6)


def test_one_class_or_equal_classes_have_no_distance():
    same = np.ones((3, 2), np.float32)
    assert class_distance([]) is None
    assert class_distance([same]) is None
    assert class_distance([same, same]) is None


def test_unknown_outputs_have_no_classes():
    spec = small_spec((3, 32, 32), ("conv", {"channels": 2, "kernel": 3}))
    assert found_at(entry_of(spec, random_weights(spec)), 0, 0) == []


def test_on_a_small_canvas_the_body_is_left_out():
    spec = small_spec((3, 30, 30), ("conv", {"channels": 2, "kernel": 3}), outputs=5)
    spec = spec.model_copy(update={"outputs": ("human body", *DRAWN)})
    assert [len(kind) for kind in found_at(entry_of(spec, random_weights(spec)), 0, 0)] == [
        1,
        1,
        1,
        4,
    ]

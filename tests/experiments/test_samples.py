import numpy as np
import pytest
from PIL import Image

from app.experiments.samples import lone, samples
from app.scene.objects.digits import SHEET, SIDE
from app.scene.palette import PALETTE
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from app.scene.truth import DIGITS, FIGURES, truth


def test_digits_are_the_held_out_sheet_class_by_class():
    found = samples(DIGITS)
    pixels = np.asarray(Image.open(SHEET))
    assert list(found) == list(DIGITS)
    for digit, name in enumerate(DIGITS):
        assert len(found[name]) == 100
        for hand in (0, 19, 99):
            sample = found[name][hand]
            assert (sample.height, sample.width) == (SIDE, SIDE)
            cut = pixels[digit * SIDE :, hand * SIDE :][:SIDE, :SIDE].astype(np.float32)
            picture = sample.picture(7, 30, (3, 64, 64))
            expected = np.zeros((3, 64, 64), np.float32)
            expected[:, 7 : 7 + SIDE, 30 : 30 + SIDE] = cut / np.float32(255)
            assert np.array_equal(picture, expected)


def test_figures_are_the_drawings_and_show_their_output():
    found = samples(FIGURES)
    assert list(found) == list(FIGURES)
    for output, kind in found.items():
        for sample in kind:
            objects = tuple(
                Placement(object=drawing.name, row=3 + row, col=9 + col)
                for drawing, row, col in sample.parts
            )
            scene = Scene(objects=objects)
            assert truth(scene, FIGURES) == output
            assert np.array_equal(
                sample.picture(3, 9, (3, 64, 64)), raster(scene, (3, 64, 64)).picture
            )
    used = {drawing.name for kind in found.values() for s in kind for drawing, _, _ in s.parts}
    assert used == {
        name for name, drawing in PALETTE.items() if drawing.kind in ("figure", "distractor")
    }


def test_a_body_is_as_large_as_its_parts_reach():
    (body,) = samples(FIGURES)["human body"]
    canvas = body.picture(0, 0, (3, 64, 64)).any(0)
    rows, cols = np.flatnonzero(canvas.any(1)), np.flatnonzero(canvas.any(0))
    assert (body.height, body.width) == (rows[-1] + 1, cols[-1] + 1)
    assert body.fits(body.height, body.width)
    assert not body.fits(body.height - 1, body.width)
    assert not body.fits(body.height, body.width - 1)


def test_lone_samples_are_all_but_the_body():
    assert list(lone(FIGURES)) == ["face", "arm", "leg", "nothing"]
    assert lone(DIGITS) == samples(DIGITS)


@pytest.mark.parametrize("outputs", [("left", "right"), DIGITS[:9], (*FIGURES, "dog")])
def test_other_outputs_have_no_samples(outputs):
    assert samples(outputs) == {}


def test_the_order_is_the_network_s():
    assert list(samples(DIGITS[::-1])) == list(DIGITS[::-1])

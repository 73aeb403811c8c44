"""The painted task: every object inside the region, held-out pictures apart."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from app.errors import InvalidInput
from app.live_training.config import TrainingConfig
from app.live_training.objects import KINDS
from app.live_training.painted_task import SHIFT, task_of
from app.training.task import Stream, generator

TWO = [(0, 0, 28, 28), (36, 36, 64, 64)]


def covered(pictures):
    """Px that any picture lights."""
    return pictures.max(axis=(0, 1)) > 0


@pytest.mark.parametrize("data", KINDS)
@pytest.mark.parametrize("boxes", [[(0, 0, 40, 40)], [(8, 12, 60, 52)]])
def test_no_px_is_lit_outside_of_the_region(data, boxes):
    task = task_of(TrainingConfig(data=data, region=boxes))
    pictures, labels = task.batch(generator(0, Stream.TRAINING, 0), 200)
    assert set(labels.tolist()) == set(range(len(task.outputs)))
    assert not covered(pictures)[~task.region.mask].any()
    assert pictures.dtype == np.float32
    assert pictures.max() <= 1


def test_both_of_two_corners_are_used():
    task = task_of(TrainingConfig(region=TWO))
    pictures, _ = task.batch(generator(0, Stream.TRAINING, 0), 100)
    lit = covered(pictures)
    assert lit[:28, :28].any()
    assert lit[36:, 36:].any()
    assert not lit[:28, 36:].any()


def test_augmentation_goes_beyond_the_region_and_no_further():
    task = task_of(TrainingConfig(region=[(20, 20, 44, 44)], augment=True))
    lit = covered(task.batch(generator(0, Stream.TRAINING, 0), 400)[0])
    top, left, bottom, right = task.box
    assert (top, left, bottom, right) == (20 - SHIFT, 20 - SHIFT, 44 + SHIFT, 44 + SHIFT)
    assert lit[top:20].any()
    lit[top:bottom, left:right] = False
    assert not lit.any()


def test_no_held_out_picture_is_trained_on():
    for kinds in KINDS.values():
        for kind in kinds():
            known = {picture.tobytes() for picture in kind.training}
            assert not known & {picture.tobytes() for picture in kind.held_out}


def test_the_same_draws_give_the_same_batch():
    task = task_of(TrainingConfig(region=TWO))
    one, other = (task.batch(generator(3, Stream.TRAINING, 7), 16) for _ in range(2))
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1], other[1])


def test_a_region_without_room_is_refused_with_the_number_of_places():
    with pytest.raises(InvalidInput) as caught:
        task_of(TrainingConfig(region=[(0, 0, 21, 20)]))
    assert caught.value.where == "region"
    assert caught.value.message == (
        "expected a region with at least 4 places for each object; got 2 for '0', which has "
        "20 × 20 px"
    )


def png(colour, height=12, width=10):
    """A picture of one colour with a transparent corner, in base64."""
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[...] = (*colour, 255)
    pixels[0, 0, 3] = 0
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


RED, BLUE = png((255, 0, 0)), png((0, 0, 255), 20, 16)
OWN = [{"name": "cat", "pictures": [RED, BLUE]}, {"name": "dog", "pictures": [BLUE]}]


def own(classes=OWN, **changes):
    return TrainingConfig.model_validate(
        {"data": "own", "classes": classes, "region": [[0, 0, 40, 40]]} | changes
    )


def test_the_visitor_s_classes_are_the_outputs_and_their_pictures_are_placed():
    task = task_of(own())
    assert task.outputs == ("cat", "dog")
    # A class has one size, that of its largest picture.
    assert [kind.size for kind in task.kinds] == [(20, 16), (20, 16)]
    pictures, labels = task.batch(generator(0, Stream.TRAINING, 0), 64)
    lit = pictures.max(axis=(2, 3))
    assert (lit[labels == 1, 2] > 0.5).all()
    assert (lit[labels == 1, 0] < 0.1).all()
    # Half of the cat's pictures are red.
    assert 0.2 < (lit[labels == 0, 0] > 0.5).mean() < 0.8
    assert not covered(pictures)[~task.region.mask].any()


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ([], "expected 2 to 10 classes; got 0"),
        (OWN[:1], "expected 2 to 10 classes; got 1"),
        ([OWN[0], OWN[0]], "names that differ; got 'cat' twice"),
    ],
)
def test_classes_that_cannot_be_told_apart_are_refused(classes, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        task_of(own(classes))
    assert caught.value.where == "classes"


def test_other_data_takes_no_classes():
    with pytest.raises(InvalidInput, match="expected no classes for digits; got 2"):
        task_of(own(data="digits"))


@pytest.mark.parametrize(
    ("picture", "message"),
    [("AAAA", "PNG"), (png((1, 2, 3), 49, 8), r"at most 48 × 48 px; got 49 × 8")],
)
def test_a_picture_that_cannot_be_taken_is_named(picture, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        task_of(own([OWN[0], {"name": "dog", "pictures": [BLUE, picture]}]))
    assert caught.value.where == "classes.1.pictures.1"

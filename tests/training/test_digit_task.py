"""The digit task: the split, the region, and the accuracy of the committed networks."""

from pathlib import Path

import numpy as np
import pytest

from app.network.card import Card
from app.scene.objects.digits import SIDE, sheet
from app.training.digit_task import EACH, HELD_OUT, OUTPUTS, Digits, bank, training_digits
from app.training.make_digit_sheet import mnist
from app.training.task import Stream, generator

MODELS = Path("models")
CARDS = {
    path.stem: Card.model_validate_json(path.read_bytes())
    for path in sorted(MODELS.glob("digits-*.json"))
}


def by_position(card):
    """Accuracy at each position of the grid, over all digits."""
    return np.mean(list(card.accuracy.per_position.values()), axis=0)


def test_there_are_five_hundred_samples_of_each_digit_cropped_to_their_boxes():
    digits = mnist()
    assert digits.shape == (10, EACH, SIDE, SIDE)
    assert digits.reshape(-1, 400).max(1).min() > 128


def test_no_training_digit_is_among_the_held_out_ones():
    held_out = {digit.tobytes() for digit in mnist()[:, -HELD_OUT:].reshape(-1, SIDE, SIDE)}
    assert len(held_out) == 10 * HELD_OUT
    assert not held_out & {digit.tobytes() for digit in bank().reshape(-1, SIDE, SIDE)}


def test_the_sheet_to_train_on_holds_all_others():
    np.testing.assert_array_equal(training_digits(), mnist()[:, :-HELD_OUT])


def test_the_palette_shows_held_out_digits():
    np.testing.assert_array_equal(sheet(), mnist()[:, -HELD_OUT:])


def test_batches_lie_in_their_region_and_probes_at_their_position():
    task = Digits(bottom=8, right=8)
    pictures, labels = task.batch(generator(0, Stream.TRAINING, 0), 200)
    assert set(labels.tolist()) == set(range(10))
    assert not pictures[:, :, 28:].any()
    assert not pictures[:, :, :, 28:].any()
    pictures = Digits().evaluation_batch(generator(0, Stream.HELD_OUT, 0), "7", (30, 40), 100)
    assert not pictures[:, :, :30].any()
    assert len({picture.tobytes() for picture in pictures}) == 100
    cut = {picture[0, 30:50, 40:60].tobytes() for picture in pictures}
    known = mnist()[OUTPUTS.index("7"), -HELD_OUT:].astype(np.float32) / np.float32(255)
    assert cut == {digit.tobytes() for digit in known}


def test_the_grid_covers_the_region_with_its_corners():
    positions = Digits(bottom=8, right=8).positions
    assert {(0, 0), (0, 8), (8, 0), (8, 8)} <= set(positions)
    assert Digits(top=22, left=22, bottom=22, right=22).positions == ((22, 22),)


def test_pictures_have_one_channel_where_the_network_does():
    grey = Digits(bottom=12, right=12, height=32, width=32, channels=1)
    pictures, labels = grey.batch(generator(0, Stream.TRAINING, 0), 20)
    assert pictures.shape == (20, 1, 32, 32)
    colour, same = Digits(bottom=12, right=12, height=32, width=32).batch(
        generator(0, Stream.TRAINING, 0), 20
    )
    np.testing.assert_array_equal(labels, same)
    np.testing.assert_array_equal(colour, pictures.repeat(3, 1))


@pytest.mark.parametrize("name", [name for name in CARDS if name.endswith("-fc-everywhere")])
def test_a_fully_connected_head_trained_everywhere_sees_everywhere(name):
    # 4,000 steps gave .96; here all networks have one budget.
    assert CARDS[name].accuracy.mean >= 0.94
    assert by_position(CARDS[name]).min() >= 0.90


@pytest.mark.parametrize("name", [name for name in CARDS if "-fc-corner" in name])
def test_a_fully_connected_head_trained_in_a_corner_fails_in_the_others(name):
    card = CARDS[name]
    assert card.home >= 0.93
    accuracy = dict(zip(card.accuracy.positions, by_position(card), strict=True))
    for corner in ((0, 44), (44, 0), (44, 44)):
        assert accuracy[corner] <= 0.20, corner


def test_the_head_went_blind_and_not_the_convolutions():
    """Each transplant behaves as its head's training region says, not as its convolutions'."""
    blind = CARDS["digits-everywhere-convolutions-corner-head"]
    seeing = CARDS["digits-corner-convolutions-everywhere-head"]
    assert blind.home >= 0.93
    assert by_position(blind)[-1] <= 0.20
    assert by_position(seeing).min() >= 0.80
    assert blind.steps == seeing.steps


def test_lenet5_reads_the_digits_everywhere_and_its_twin_in_its_corner_alone():
    everywhere, corner = (
        Card.model_validate_json((MODELS / f"{name}.json").read_bytes())
        for name in ("lenet5", "lenet5-corner")
    )
    assert everywhere.accuracy.mean >= 0.95
    assert by_position(everywhere).min() >= 0.90
    assert corner.home >= 0.95
    assert by_position(corner)[-1] <= 0.2
    assert corner.region == (0, 0, 22, 22)

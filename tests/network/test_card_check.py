"""The card's own consistency: parts that do not fit each other are refused, each by name."""

import pytest

from app.errors import BrokenNetwork
from app.network.card import LayerNotes
from app.network.card_check import LARGEST, LONGEST_NAME, check_card
from app.network.input_format import InputFormat
from tests.network.examples import card_of, small_spec

CARD = card_of(small_spec((3, 16, 20)))
OUTPUTS = CARD.spec.outputs
_, HEIGHT, WIDTH = CARD.spec.input_shape
FIRST = CARD.spec.layers[0].name
SLICES = CARD.spec.shapes()[0][0]


def noted(**changes):
    """The card with other notes on its first layer."""
    notes = LayerNotes.model_validate(CARD.layers[FIRST].model_dump() | changes)
    return CARD.model_copy(update={"layers": CARD.layers | {FIRST: notes}})


def measured(**changes):
    """The card with another accuracy."""
    accuracy = CARD.accuracy.model_copy(update=changes)
    return CARD.model_copy(update={"accuracy": accuracy})


def test_parts_that_fit_are_taken_up_to_their_bounds():
    check_card(CARD)
    check_card(CARD.model_copy(update={"accuracy": None}))
    check_card(noted(range=(-LARGEST, LARGEST)))
    check_card(noted(slices=["x" * LONGEST_NAME] * SLICES, colors=["#000000"] * SLICES))
    last = HEIGHT - 1, WIDTH - 1
    check_card(measured(positions=(last,)))
    check_card(CARD.model_copy(update={"region": (0, 0, HEIGHT, WIDTH)}))
    check_card(CARD.model_copy(update={"painted": ((0, 0, 1, 1), (0, 0, HEIGHT, WIDTH))}))


@pytest.mark.parametrize(
    ("card", "message", "where"),
    [
        (noted(range=(-1.7e308, 1.7e308)), "a range within", FIRST),
        (noted(range=(0, 1e300)), r"got 0 to 1e\+300", FIRST),
        (noted(slices=["x" * (LONGEST_NAME + 1)] * SLICES), "at most 160 characters", FIRST),
        (noted(slices=["a\nb"] * SLICES), "on one line", FIRST),
        (noted(slices=["x"] * (SLICES + 1)), f"expected {SLICES} names", FIRST),
        (noted(colors=["#000000"] * (SLICES - 1)), f"expected {SLICES} names", FIRST),
        (CARD.model_copy(update={"layers": {}}), "one for each layer", "layers"),
        (measured(positions=((-1, 0),)), "got -1, 0", "accuracy.positions"),
        (measured(positions=((0, WIDTH),)), "positions on the canvas", "accuracy.positions"),
        (measured(positions=((10**30, 0),)), "positions on the canvas", "accuracy.positions"),
        (measured(positions=()), "expected 0 shares", "accuracy.per_position"),
        (measured(per_output={}), "an accuracy for each output", "accuracy"),
        (measured(per_position={}), "an accuracy for each output", "accuracy"),
        (measured(mean=1.5), "shares from 0 to 1", "accuracy"),
        (measured(worst=-0.1), "shares from 0 to 1", "accuracy"),
        (
            measured(per_position=dict.fromkeys(OUTPUTS, (2.0,))),
            "shares from 0 to 1",
            "accuracy",
        ),
        (CARD.model_copy(update={"region": (0, 0, HEIGHT + 1, 1)}), "of the canvas", "region"),
        (CARD.model_copy(update={"painted": ((2, 0, 2, 1),)}), "of the canvas", "region"),
        (CARD.model_copy(update={"input": InputFormat(mean=(0.1, 0.2))}), "mean", "input.mean"),
    ],
)
def test_parts_that_do_not_fit_are_named(card, message, where):
    with pytest.raises(BrokenNetwork, match=message) as caught:
        check_card(card)
    assert caught.value.where == where

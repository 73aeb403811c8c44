"""The given networks: those that cannot be taken over are refused, by field."""

from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.live_training.config import TrainingConfig
from app.live_training.given import NOTHING, Given, given_by
from app.live_training.learner import spec_of
from app.live_training.painted_task import task_of
from app.live_training.run import run
from app.live_training.snapshot import Snapshot
from app.network.card import view
from app.network.input_format import InputFormat
from app.network.library import Entry

CONFIG = TrainingConfig(region=[(0, 0, 28, 28)], steps=12, batch=8, channels=(4, 4))
FIELDS = ("start", "convolutions")


@pytest.fixture(scope="module")
def snapshot():
    """The first snapshot of a training, as it is served."""
    first = next(event for event in run(CONFIG) if isinstance(event, Snapshot))
    return Entry(view(first.card), first.network)


def check(config, given):
    given.check(config, spec_of(config, task_of(config).outputs))


def naming(entry, field, **changes):
    """A config that names a snapshot."""
    return CONFIG.model_copy(update={field: entry.card.id} | changes)


@pytest.mark.parametrize("field", FIELDS)
def test_a_snapshot_of_the_same_architecture_is_taken(snapshot, field):
    given = given_by(naming(snapshot, field), lambda _: snapshot)
    assert getattr(given, field) is snapshot
    check(naming(snapshot, field), given)
    assert given.steps == (1 if field == "start" else 0)
    without = given_by(CONFIG, lambda _: snapshot)
    assert (without.start, without.convolutions) == (None, None)


@pytest.mark.parametrize("field", FIELDS)
def test_a_snapshot_that_is_gone_is_named(snapshot, field):
    with pytest.raises(InvalidInput, match="a snapshot that this server still has") as caught:
        given_by(naming(snapshot, field), lambda _: None)
    assert caught.value.where == field


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "other", [InputFormat(invert=True), InputFormat(range=(0, 255)), InputFormat(order="bgr")]
)
def test_a_network_that_wants_other_pixels_is_refused(snapshot, field, other):
    """Its weights would be right, and everything that they compute wrong."""
    card = snapshot.card.model_copy(update={"input": other})
    with pytest.raises(InvalidInput, match="takes pixels as trainings do") as caught:
        check(naming(snapshot, field), Given(**{field: replace(snapshot, card=card)}))
    assert caught.value.where == field
    assert other.model_dump_json(exclude_defaults=True) in caught.value.message


@pytest.mark.parametrize("field", FIELDS)
def test_another_architecture_is_refused(snapshot, field):
    with pytest.raises(InvalidInput, match="a snapshot of the same architecture") as caught:
        check(naming(snapshot, field, channels=(4, 5)), Given(**{field: snapshot}))
    assert caught.value.where == field


def test_a_network_that_was_not_trained_has_no_step_to_go_on_from(snapshot):
    card = snapshot.card.model_copy(update={"steps": None})
    with pytest.raises(InvalidInput, match="a snapshot of a training; got another network"):
        check(naming(snapshot, "start"), Given(start=replace(snapshot, card=card)))


@pytest.mark.parametrize("field", FIELDS)
def test_weights_and_config_name_the_same_networks(snapshot, field):
    for config, given in (
        (naming(snapshot, field), NOTHING),
        (CONFIG, Given(**{field: snapshot})),
    ):
        with pytest.raises(ValueError, match=f"the config names as '{field}'"):
            check(config, given)

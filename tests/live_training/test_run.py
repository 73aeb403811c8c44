"""The run: events, maps, snapshots; the same config gives the same weights."""

from itertools import count

import numpy as np
import pytest
import torch

from app.errors import InvalidInput
from app.live_training.accuracy_map import accuracy_map
from app.live_training.config import TrainingConfig
from app.live_training.events import Done, Map, Progress
from app.live_training.given import given_by
from app.live_training.learner import spec_of
from app.live_training.painted_task import PaintedTask, task_of
from app.live_training.run import FINAL_SAMPLES, MAP_STEP, run
from app.live_training.snapshot import HEADS, Snapshot, texts_of
from app.network.build import assemble, fresh, parameters
from app.network.card import Card, view
from app.network.library import Entry
from app.own.arrival import read_network
from app.own.options import Options
from app.training.measure import accuracy
from app.training.task import Stream, generator
from app.training.train import TOLERANCE
from tests.own.examples import BOUNDS

CORNER = TrainingConfig(region=[(0, 0, 28, 28)], steps=12, batch=8, channels=(4, 4))


def ticking(seconds):
    """A clock that advances by so many s at each look."""
    ticks = count()
    return lambda: seconds * next(ticks)


def trained(config, seconds=0.5, find=lambda _: None):
    """All events, and the networks and cards of the snapshots by id."""
    found = [
        event
        for event in run(config, given_by(config, find), ticking(seconds))
        if event is not None
    ]
    kept = {each.card.id: (each.network, each.card) for each in found if isinstance(each, Snapshot)}
    return found, kept


@pytest.fixture(scope="module")
def corner():
    return trained(CORNER)


def test_the_stream_ends_with_done_and_names_the_last_snapshot(corner):
    events, kept = corner
    *_, last = events
    assert isinstance(last, Done)
    snapshots = [event for event in events if isinstance(event, Snapshot)]
    assert [event.step for event in snapshots] == [card.steps for _, card in kept.values()]
    assert last.model == snapshots[-1].card.id
    assert last.accuracy.chance == 0.1
    steps = [event.step for event in events if isinstance(event, Progress)]
    assert steps == sorted(set(steps))
    assert steps[-1] == CORNER.steps


def test_a_map_s_shares_give_the_accuracy_inside_and_outside(corner):
    events, _ = corner
    *_, last_map = (event for event in events if isinstance(event, Map))
    assert last_map.rows == last_map.cols == tuple(range(0, 45, MAP_STEP))
    correct = np.array(last_map.correct)
    # A digit of 20 px lies wholly in 28 px at rows and cols 0 to 8.
    inside = np.zeros(correct.shape, bool)
    inside[:3, :3] = True
    done = events[-1]
    assert done.accuracy.inside == pytest.approx(correct[inside].mean())
    assert done.accuracy.outside == pytest.approx(correct[~inside].mean())


def test_the_map_is_what_the_measure_of_all_networks_finds(corner):
    _, kept = corner
    network, card = [*kept.values()][-1]
    task = task_of(CORNER)
    found = accuracy_map(network, task, seed=5, step=22, samples=7)

    class Grid(PaintedTask):
        positions = tuple((row, col) for row in found.rows for col in found.cols)

    grid = Grid(task.kinds, task.region)
    whole = accuracy(network, grid, samples=7, seed=5, protocol="")
    np.testing.assert_allclose(
        found.shares.reshape(10, -1), [whole.per_position[name] for name in task.outputs]
    )
    assert card.accuracy.samples == FINAL_SAMPLES


def test_a_snapshot_s_card_is_one_that_the_library_serves(corner):
    events, kept = corner
    for network, card in kept.values():
        assert Card.model_validate_json(card.model_dump_json()) == card
        assert card.id.startswith("own-")
        assert card.region == (0, 0, 28, 28)
        assert card.home == pytest.approx(
            next(
                event.accuracy.inside
                for event in events
                if isinstance(event, Progress) and event.step >= card.steps
            )
        )
        assert {*card.layers} == {"input", *(layer.name for layer in network.spec.layers)}


def test_the_same_config_gives_the_same_weights_however_often_it_is_measured(corner):
    _, kept = corner
    _, other = trained(CORNER, seconds=5.0)
    one, two = ([*found.values()][-1][0] for found in (kept, other))
    assert len(other) > len(kept)
    for name, value in parameters(one.stack).items():
        torch.testing.assert_close(parameters(two.stack)[name], value, rtol=0, atol=TOLERANCE)


def test_another_seed_gives_other_weights(corner):
    _, kept = corner
    _, other = trained(CORNER.model_copy(update={"seed": 1}))
    assert not {*kept} & {*other}


def test_training_lowers_the_loss():
    config = TrainingConfig(region=[(0, 0, 22, 22)], steps=40, batch=32)
    losses = [event.loss for event in trained(config)[0] if isinstance(event, Progress)]
    assert losses[-1] < 0.9 * losses[0]


def test_a_region_of_two_boxes_has_no_one_box_in_its_card():
    two = CORNER.model_copy(update={"region": ((0, 0, 28, 28), (36, 36, 64, 64)), "steps": 10})
    _, kept = trained(two, seconds=0.0)
    assert {card.region for _, card in kept.values()} == {None}


def test_a_region_between_the_places_of_a_map_moves_them():
    config = CORNER.model_copy(update={"region": ((5, 1, 27, 23),)})
    task = task_of(config)
    spec = spec_of(config, task.outputs)
    network = assemble("x", spec, parameters(fresh(spec, 0)))
    found = accuracy_map(network, task, seed=0, step=4, samples=1)
    assert (found.rows[0], found.cols[0]) == (1, 1)
    assert found.inside.any(axis=(1, 2)).all()
    assert 0 <= found.accuracy_inside <= 1


def test_a_map_of_an_untrained_network_counts_as_the_network_answers():
    task = task_of(CORNER)
    spec = spec_of(CORNER, task.outputs)
    network = assemble("x", spec, parameters(fresh(spec, 0)))
    found = accuracy_map(network, task, seed=0, step=44, samples=3)
    for number, output in enumerate(task.outputs):
        for place, (row, col) in enumerate([(0, 0), (0, 44), (44, 0), (44, 44)]):
            pictures = task.evaluation_batch(
                generator(0, Stream.HELD_OUT, number, place), output, (row, col), 3
            )
            answers = network.stack(torch.from_numpy(pictures)).argmax(1)
            assert found.shares[number].ravel()[place] == pytest.approx(
                (answers == number).float().mean().item()
            )


def entry_of(kept, model):
    network, card = kept[model]
    return Entry(view(card), network)


def test_a_training_goes_on_from_a_snapshot(corner):
    _, kept = corner
    first, *_ = kept
    more = CORNER.model_copy(update={"start": first, "steps": 12})
    events, others = trained(more, find=lambda name: entry_of(kept, name))
    began = kept[first][1].steps
    steps = [card.steps for _, card in others.values()]
    assert steps[0] == began + 1
    assert steps[-1] == 12
    assert isinstance(events[-1], Done)
    # The first step takes the snapshot's weights, and moves each of them by the rate at most.
    before = parameters(kept[first][0].stack)
    after = parameters(next(iter(others.values()))[0].stack)
    for name, value in after.items():
        assert 0 < (value - before[name]).abs().max() < 2e-3


def test_a_head_alone_is_trained_on_convolutions_that_stay_as_they_are(corner):
    _, kept = corner
    *_, first = kept
    everywhere = {"convolutions": first, "region": ((0, 0, 64, 64),), "seed": 1}
    config = CORNER.model_copy(update=everywhere)
    events, others = trained(config, find=lambda name: entry_of(kept, name))
    assert isinstance(events[-1], Done)
    network, card = [*others.values()][-1]
    assert (card.convolutions, card.steps) == (first, CORNER.steps)
    assert card.title == "Yours, new head, everywhere, step 12"
    before, after = parameters(kept[first][0].stack), parameters(network.stack)
    untouched = parameters(fresh(network.spec, 1))
    for name in before:
        if name.startswith("conv"):
            assert torch.equal(after[name], before[name])
        else:
            # The head begins anew, and is trained.
            assert not torch.equal(after[name], before[name])
            assert not torch.equal(after[name], untouched[name])


def test_titles_tell_trainings_apart_that_differ_in_the_head_alone():
    titles = {texts_of(CORNER.model_copy(update={"head": head}), 12)["title"] for head in HEADS}
    assert titles == {
        "Yours, step 12",
        "Yours, global average, step 12",
        "Yours, global maximum, step 12",
    }


def test_a_head_alone_goes_on_from_its_own_snapshot(corner):
    _, kept = corner
    *_, convolutions = kept
    config = CORNER.model_copy(update={"convolutions": convolutions, "seed": 1})
    _, others = trained(config, find=lambda name: entry_of(kept, name))
    known = {**kept, **others}
    first, *_ = others
    more = config.model_copy(update={"start": first})
    events, again = trained(more, find=lambda name: entry_of(known, name))
    steps = [event.step for event in events if isinstance(event, Snapshot)]
    assert steps[0] == others[first][1].steps + 1
    network, card = [*again.values()][-1]
    assert card.convolutions == convolutions
    before = parameters(kept[convolutions][0].stack)
    for name, value in parameters(network.stack).items():
        assert torch.equal(value, before[name]) == name.startswith("conv")


def test_a_snapshot_that_was_sent_again_can_be_gone_on_from(corner):
    _, kept = corner
    first, *_ = kept
    entry = entry_of(kept, first)
    back = read_network(first, entry.raw, entry.card.model_dump_json(), Options(), BOUNDS)
    more = CORNER.model_copy(update={"start": first})
    events, _ = trained(more, find=lambda _: back.entry)
    assert isinstance(events[-1], Done)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": "own-0123456789abcdef"}, "a snapshot that this server still has"),
        ({"channels": (4, 5)}, "a snapshot of the same architecture"),
        ({"data": "figures"}, "a snapshot of the same architecture"),
    ],
    ids=str,
)
def test_a_snapshot_that_does_not_fit_is_refused(corner, change, message):
    _, kept = corner
    first, *_ = kept
    config = CORNER.model_copy(update={"start": first, "region": ((0, 0, 60, 60),)} | change)
    with pytest.raises(InvalidInput, match=message) as caught:
        trained(config, find=lambda name: entry_of(kept, name) if name in kept else None)
    assert caught.value.where == "start"


def test_a_snapshot_of_the_last_step_has_nothing_to_go_on_to(corner):
    events, kept = corner
    config = CORNER.model_copy(update={"start": events[-1].model})
    with pytest.raises(InvalidInput, match="before step 12; got one of step 12"):
        trained(config, find=lambda name: entry_of(kept, name))

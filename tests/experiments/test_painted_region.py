"""Networks from painted regions: their trainings, what is measured, and the rows made of it."""

from itertools import count

import numpy as np
import pytest
import torch

from app.experiments import painted_region
from app.experiments.experiment_record import afresh
from app.experiments.painted_trainings import Config, Trainings, settings, trained
from app.experiments.painted_trainings import work as train_and_measure
from app.experiments.place_measures import REGIONS, inside
from app.experiments.registry import record
from app.live_training.accuracy_map import accuracy_map
from app.live_training.painted_task import task_of
from app.live_training.run import FINAL_SAMPLES, MAP_STEP, run
from app.live_training.snapshot import Snapshot
from app.network.build import parameters
from app.training.task import Stream, generator
from tests.experiments.conftest import NOTHING_TRAINED

TINY = Config(seeds=(0,), steps=10, batch=8, channels=(4, 4))
LINE = range(0, 45, MAP_STEP)


def test_inside_are_the_places_where_all_of_a_digit_lies_in_the_region():
    for name, boxes in REGIONS.items():
        wanted = [
            [
                any(
                    top <= row and row + 20 <= bottom and left <= col and col + 20 <= right
                    for top, left, bottom, right in boxes
                )
                for col in LINE
            ]
            for row in LINE
        ]
        np.testing.assert_array_equal(inside(name), wanted)


def test_a_training_is_a_visitor_s_however_often_theirs_is_mapped():
    config = settings(TINY, "fc", "corner", 2)
    found, _ = trained(config)
    clock = count(0.0)
    watched = run(config, clock=lambda: next(clock))
    kept = [event for event in watched if isinstance(event, Snapshot)]
    assert len(kept) > 2
    theirs = parameters(kept[-1].network.stack)
    for name, value in parameters(found.network.stack).items():
        torch.testing.assert_close(theirs[name], value, rtol=0, atol=0)


def test_a_second_head_is_trained_on_the_convolutions_of_the_first():
    first, _ = trained(settings(TINY, "fc", "corner", 0))
    other = settings(TINY, "fc", "everywhere", 0)
    second, _ = trained(other.model_copy(update={"convolutions": first.card.id}), first)
    before, after = parameters(first.network.stack), parameters(second.network.stack)
    for name, value in before.items():
        assert torch.equal(after[name], value) == name.startswith("conv"), name
    values = np.array(train_and_measure(TINY, "fc", "corner", 0)).reshape(2, -1)
    task = task_of(other)
    for entry, found in zip((first, second), values, strict=True):
        wanted = accuracy_map(entry.network, task, 0, MAP_STEP, FINAL_SAMPLES).correct
        np.testing.assert_array_equal(found[: wanted.size], wanted.ravel())


def test_what_is_measured_is_what_whole_pictures_give():
    values = np.array(train_and_measure(TINY, "gmp", "corner", 0))
    config = settings(TINY, "gmp", "corner", 0)
    entry, _ = trained(config)
    network, task = entry.network, task_of(config)
    blank = network.stack(torch.zeros(1, 3, 64, 64)).numpy()
    accuracy, response = values[:-1].reshape(2, len(LINE), len(LINE))
    for place in (0, 5, 77, 143):
        i, j = divmod(place, len(LINE))
        right, far = [], []
        for digit in range(10):
            for samples, kept in ((10, right), (1, far)):
                pictures = task.evaluation_batch(
                    generator(0, Stream.HELD_OUT, digit, place),
                    str(digit),
                    (LINE[i], LINE[j]),
                    samples,
                )
                logits = network.stack(torch.from_numpy(pictures)).numpy()
                if samples == 1:
                    kept.append(np.linalg.norm(logits - blank))
                else:
                    kept.append((logits.argmax(1) == digit).mean())
        assert accuracy[i, j] == pytest.approx(np.mean(right))
        assert response[i, j] == pytest.approx(np.mean(far), rel=1e-3)


def invented(accuracies):
    """Instead of trainings, numbers: inside and outside of the corner, of both heads."""
    corner = np.zeros((len(LINE), len(LINE)), bool)
    corner[:3, :3] = True

    def values_of(key):
        head, region, seed = key.split("/")
        values = []
        for near, far in accuracies(head, region, int(seed)):
            accuracy = np.where(corner, near, far)
            values += [*accuracy.ravel(), *np.where(corner, 2.0, 2 * far).ravel(), 7.0]
        return values

    return lambda pieces: [values_of(key) for key in pieces]


def test_the_rows_are_made_of_the_trainings():
    """Outside of the corner, a head from everywhere reads .8, one from the corner .2."""

    def accuracies(head, region, seed):
        if head != "fc":
            return [(0.9, 0.85)]
        shift = 0.02 * seed
        if region == "corner":
            return [(0.9, 0.2 - shift), (0.9, 0.78)]
        if region == "everywhere":
            return [(0.9, 0.8), (0.9, 0.22)]
        return [(0.9, 0.3)]

    config = Config(seeds=(0, 1, 2))
    found = painted_region.run(NOTHING_TRAINED, config, invented(accuracies))
    rows = {row.name: row for row in found.rows}
    assert rows["FC head, corner: inside"].values == pytest.approx((0.9, 0.9, 0.9))
    assert rows["FC head, corner: outside"].values == pytest.approx((0.2, 0.18, 0.16))
    assert rows["FC head, corner: outside"].spread == pytest.approx(0.02)
    heard = rows["FC head, corner: response outside over inside"]
    assert heard.values == pytest.approx((0.2, 0.18, 0.16))
    assert heard.verdict == "holds"
    for name, mean in (
        ("convolutions from the corner, FC head trained anew everywhere", 0.78),
        ("convolutions from everywhere, FC head trained anew in the corner", 0.22),
    ):
        assert rows[f"{name}: outside of the corner"].mean == pytest.approx(mean)
    # ((.8 - .22) + (.78 - .18)) / 2, and ((.8 - .78) + (.22 - .18)) / 2, in the mean over seeds.
    effect = rows["effect of the FC head on accuracy outside of the corner"]
    assert effect.mean == pytest.approx(0.59)
    effect = rows["effect of the convolutions on accuracy outside of the corner"]
    assert effect.mean == pytest.approx(0.03)
    assert rows["global average, corner: outside"].mean == pytest.approx(0.85)
    verdicts = {row.name: row.verdict for row in found.rows if "corner" in row.name}
    assert {**verdicts, "": "holds"}.keys() - {
        name for name, verdict in verdicts.items() if verdict == "holds"
    } == {""}
    # Without a region's outside there is no such row.
    assert "FC head, everywhere: outside" not in rows
    assert "7 to 7 s" in found.remarks[0]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"fc": 0.5}, "FC head, corner: outside"),
        ({"gmp": 0.7}, "global maximum, corner: outside"),
    ],
)
def test_a_row_fails_with_one_seed_that_does_not_meet_its_bar(change, name):
    def accuracies(head, region, seed):
        far = {"fc": 0.2} | (change if seed == 1 else {})
        return [(0.9, far.get(head, 0.85))] * (2 if region in ("corner", "everywhere") else 1)

    found = painted_region.run(NOTHING_TRAINED, Config(), invented(accuracies))
    (row,) = [row for row in found.rows if row.name == name]
    assert row.verdict == "fails"
    assert found.fails


def test_the_kept_record_has_every_head_and_region_with_three_seeds():
    kept = record(painted_region.NAME)
    assert kept is not None
    assert len(kept.seeds) >= 3
    names = [row.name for row in kept.rows]
    assert len(set(names)) == len(names)
    for head in ("FC head", "global maximum", "global average"):
        for region in REGIONS:
            assert f"{head}, {region}: inside" in names
            assert (f"{head}, {region}: outside" in names) == (region != "everywhere")
    for row in kept.rows:
        assert len(row.values) == len(kept.seeds)
        if "inside" in row.name.split(": ")[-1].split() and "response" not in row.name:
            assert row.chance == 0.1


@pytest.mark.slow
def test_the_recorded_training_of_a_seed_comes_out_again():
    """Another machine adds in another order: there only the accuracy is the same, about."""
    found = Trainings(Config(seeds=(0,)), afresh)
    kept = {row.name: row.values[0] for row in record(painted_region.NAME).rows}
    (first,), (anew,) = found.of("fc", "corner")
    assert first.inside("corner") == pytest.approx(kept["FC head, corner: inside"], abs=0.04)
    assert first.outside("corner") == pytest.approx(kept["FC head, corner: outside"], abs=0.06)
    name = "convolutions from the corner, FC head trained anew everywhere: outside of the corner"
    assert anew.outside("corner") == pytest.approx(kept[name], abs=0.06)

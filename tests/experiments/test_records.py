"""The kept records: complete, of the committed networks, and reproducible."""

from pathlib import Path

import numpy as np
import pytest

from app.experiments import corner_training, pooling_order, training_region
from app.experiments.held_out_digits import held_out, logits, placed
from app.experiments.registry import EXPERIMENTS, RECORDS, record
from app.network.library import read

MODELS = Path("models")


@pytest.fixture(scope="module")
def library():
    return read(MODELS)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_has_a_record_with_the_settings_of_its_code(name):
    kept = record(name)
    assert kept is not None
    assert kept.experiment == name
    assert kept.question == EXPERIMENTS[name].question
    assert kept.config == EXPERIMENTS[name].config.model_dump(mode="json")
    assert kept.seeds


def test_there_is_no_record_without_an_experiment():
    assert sorted(path.stem for path in RECORDS.glob("*.json")) == sorted(EXPERIMENTS)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_records_are_consistent_with_themselves(name):
    for row in record(name).rows:
        assert row.mean == pytest.approx(np.mean(row.values))
        if len(row.values) > 1:
            assert row.spread == pytest.approx(np.std(row.values, ddof=1))
        else:
            assert row.spread is None


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_records_are_of_the_networks_as_committed(name, library):
    for model, sha256 in record(name).networks.items():
        assert library.entries[model].card.sha256 == sha256


def close(kept, again, tolerance):
    """Asserts that a smaller run has the record's rows and verdicts, and means within tolerance."""
    assert [row.name for row in again.rows] == [row.name for row in kept.rows]
    assert [row.name for row in again.rows if not row.holds] == [
        row.name for row in kept.rows if not row.holds
    ]
    for one, other in zip(again.rows, kept.rows, strict=True):
        assert one.mean == pytest.approx(other.mean, abs=tolerance), one.name


def test_bar_3_holds_again_from_the_committed_weights(library):
    # Of the places, the outermost.
    config = corner_training.Config(samples_per_digit=20, offsets=(0, 8), inner=(4, 40))
    close(record(corner_training.NAME), corner_training.run(library, config), 0.05)


def test_bar_4_holds_again_from_the_committed_weights(library):
    config = training_region.Config(samples_per_digit=10)
    close(record(training_region.NAME), training_region.run(library, config), 0.25)


def test_bar_5_holds_again_from_the_committed_weights(library):
    config = pooling_order.Config()
    close(record(pooling_order.NAME), pooling_order.run(library, config), 0.01)


def test_phases_represent_all_cyclic_shifts(library):
    """Random pairs of all 4,096 shifts agree as often as the phases do."""
    network = library.entries["digits-max-gap"].network
    digits, _ = held_out(4)
    exact = pooling_order.Steadiness(network, pooling_order.Config(samples_per_digit=4)).consistency
    pictures = placed(digits, 22, 22)
    rng = np.random.default_rng(0)
    drawn = [
        logits(network, np.roll(pictures, rng.integers(64, size=2), (2, 3))).argmax(1)
        for _ in range(60)
    ]
    same = [(one == other).mean() for one, other in zip(drawn[::2], drawn[1::2], strict=True)]
    error = np.std(same) / np.sqrt(len(same))
    assert np.mean(same) == pytest.approx(np.mean(exact), abs=4 * error)

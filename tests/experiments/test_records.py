"""The kept records: complete, of the committed networks, and reproducible."""

import re
from pathlib import Path

import numpy as np
import pytest

from app.experiments import corner_training, pooling_order, training_region
from app.experiments.held_out_digits import held_out, logits, placed
from app.experiments.registry import EXPERIMENTS, RECORDS, record
from app.experiments.trained import Trained
from app.network.interior import marked
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


STATISTICAL = (corner_training.NAME, pooling_order.NAME, training_region.NAME)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_records_are_consistent_with_themselves(name):
    for row in record(name).rows:
        if len(row.values) > 1:
            assert row.spread == pytest.approx(np.std(row.values, ddof=1))
        else:
            assert row.spread is None
        if row.interval:
            assert row.interval.low <= row.mean <= row.interval.high
        else:
            assert row.mean == pytest.approx(np.mean(row.values))


@pytest.mark.parametrize("name", STATISTICAL)
def test_every_statistical_row_rests_on_five_seeds_and_all_hands(name):
    kept = record(name)
    assert len(kept.seeds) >= 5
    assert kept.config["samples_per_digit"] == 100
    for row in kept.rows:
        assert row.over == "seeds"
        assert len(row.values) in {0, len(kept.seeds)}, row.name
        if row.agreement != "theorem check":
            assert row.interval, row.name
    seeds = {name: {0} for name in kept.networks}
    for key in kept.others:
        model, _, seed = key.partition("/")
        seeds[model].add(int(seed))
    assert {tuple(sorted(each)) for each in seeds.values()} == {kept.seeds}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_no_row_holds_whose_interval_includes_its_bound(name):
    """The bound stands in the criterion: `above 0`, `below 0.2: it is blind`."""
    for row in record(name).rows:
        if row.interval:
            way, bound = re.match(r"(above|below) (\S+?)[,:]?( |$)", row.bar).group(1, 2)
            low, high, bound = row.interval.low, row.interval.high, float(bound)
            if row.verdict == "holds":
                assert low > bound if way == "above" else high < bound, row.name
            elif row.verdict == "fails":
                assert high < bound if way == "above" else low > bound, row.name
            else:
                assert low <= bound <= high, row.name


def test_the_title_names_the_kinds_of_pooling_that_are_not_told_apart():
    rows = record(pooling_order.NAME).rows
    open_ = [row.name for row in rows if row.verdict == "not told apart"]
    assert open_ == ["consistency: blur less avg"]
    title = EXPERIMENTS[pooling_order.NAME].title
    assert title.endswith("average and blur pooling are not told apart")


def test_pooling_both_raises_and_lowers_the_sensitivity():
    rows = {row.name: row.mean for row in record(training_region.NAME).rows}

    def of(pooling):
        return rows[f"digits-{pooling}-fc-centre, sensitivity at 4 px"]

    assert of("max") < of("none") < of("avg")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_records_are_of_the_networks_as_committed(name, library):
    for model, sha256 in record(name).networks.items():
        assert library.entries[model].card.sha256 == sha256


@pytest.mark.parametrize("experiment", [corner_training, training_region])
def test_the_served_networks_have_the_recorded_values_of_their_seed(experiment, library):
    """A run on fewer hands, of the committed seed alone."""
    trained = Trained(library, Path("nowhere"))
    again = experiment.run(trained, experiment.Config(seeds=(0,), samples_per_digit=8))
    kept = record(experiment.NAME)
    assert [row.name for row in again.rows] == [row.name for row in kept.rows]
    for one, other in zip(again.rows, kept.rows, strict=True):
        if other.values:
            near = pytest.approx(other.values[0], rel=0.12, abs=0.06)
            assert one.values[0] == near, one.name


@pytest.mark.parametrize("kind", ["avg", "blur"])
def test_the_served_networks_have_the_recorded_consistency(kind, library):
    digits, labels = held_out(100)
    network = library.entries[f"digits-{kind}-gap"].network
    answers = pooling_order.predictions(network, placed(digits, 22, 22))
    found = pooling_order.Steadiness(answers, labels)
    rows = {row.name: row.values[0] for row in record(pooling_order.NAME).rows}
    for words, table in (
        ("consistency", found.consistency),
        ("answers that 1 px changes", found.changed),
        ("accuracy", found.accuracy),
    ):
        assert table.mean() == pytest.approx(rows[f"digits-{kind}-gap, {words}"], abs=2e-3)


def test_phases_represent_all_cyclic_shifts(library):
    """Random pairs of all 4,096 shifts agree as often as the phases do."""
    network = library.entries["digits-max-gap"].network
    digits, _ = held_out(4)
    pictures = placed(digits, 22, 22)
    answers = pooling_order.predictions(network, pictures)
    exact = pooling_order.Steadiness(answers, np.repeat(np.arange(10), 4)).consistency
    rng = np.random.default_rng(0)
    drawn = [
        logits(network, np.roll(pictures, rng.integers(64, size=2), (2, 3))).argmax(1)
        for _ in range(60)
    ]
    same = [(one == other).mean() for one, other in zip(drawn[::2], drawn[1::2], strict=True)]
    error = np.std(same) / np.sqrt(len(same))
    assert np.mean(same) == pytest.approx(np.mean(exact), abs=4 * error)


@pytest.mark.parametrize("name", corner_training.GLOBAL)
def test_at_inner_places_no_cell_sees_both_the_digit_and_padding(name, library):
    spec = library.entries[name].network.spec
    *_, padded = marked(spec, np.zeros(64, bool), 0, outside=True).values()
    for place in corner_training.Config().inner:
        digit = np.zeros(64, bool)
        digit[place : place + 20] = True
        *_, sees = marked(spec, digit, 0, outside=False).values()
        assert sees.any()
        assert not (sees & padded).any(), place

"""Records and their rows: means, spreads and verdicts."""

import pytest

from app.experiments.experiment_record import Record, afresh, row, seeds
from tests.experiments.conftest import entry_of
from tests.network.examples import random_weights, small_spec


def row_of(values, holds=True):
    return row("accuracy", values, "seeds", bar="above chance", holds=holds)


def test_a_row_has_the_mean_and_the_spread_of_its_values():
    found = row_of([1.0, 2.0, 6.0])
    assert (found.values, found.mean) == ((1.0, 2.0, 6.0), 3.0)
    assert found.spread == pytest.approx(7**0.5)


def test_a_single_value_has_no_spread():
    assert row_of([0.5]).spread is None


@pytest.mark.parametrize(("bound", "holds"), [(2.5, True), (3.5, False)])
def test_a_predicate_judges_the_mean(bound, holds):
    assert row_of([1.0, 2.0, 6.0], lambda mean: mean > bound).holds is holds


@pytest.mark.parametrize(("verdicts", "holds"), [((), True), ((1, 1), True), ((1, 0), False)])
def test_a_record_holds_if_every_row_does(verdicts, holds):
    record = Record(
        experiment="x",
        question="?",
        config={},
        seeds=(1,),
        networks={},
        grid="all",
        rows=tuple(row_of([1.0], bool(verdict)) for verdict in verdicts),
        agreement="theorem check",
        source="theory",
    )
    assert record.holds is holds


def test_seeds_are_sorted_without_duplicates_or_gaps():
    spec = small_spec((1, 4, 4))
    given = (7, None, 3, 7)
    entries = [entry_of(spec, random_weights(spec), seed=seed) for seed in given]
    assert seeds(entries) == (3, 7)


def test_work_without_a_cache_runs_every_time():
    runs = []

    def work():
        runs.append(1)
        return [0.5]

    assert afresh("key", work) == afresh("key", work) == [0.5]
    assert len(runs) == 2

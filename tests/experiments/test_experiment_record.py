"""Records and their rows: means, spreads and verdicts."""

import pytest

from app.experiments.bootstrap import Interval
from app.experiments.experiment_record import Record, afresh, compared, row


def row_of(values, holds=True):
    return row("accuracy", values, "seeds", "our finding", bar="above chance", holds=holds)


def compared_of(low, high, **bound):
    return compared(
        "gap", [0.1, 0.3], "control", mean=0.2, interval=Interval(low=low, high=high), **bound
    )


def record_of(rows):
    return Record(
        experiment="x",
        question="?",
        config={},
        seeds=(1,),
        networks={},
        grid="all",
        rows=tuple(rows),
        source="theory",
    )


def test_a_row_has_the_mean_and_the_spread_of_its_values():
    found = row_of([1.0, 2.0, 6.0])
    assert (found.values, found.mean, found.interval) == ((1.0, 2.0, 6.0), 3.0, None)
    assert found.spread == pytest.approx(7**0.5)


def test_a_single_value_has_no_spread():
    assert row_of([0.5]).spread is None


@pytest.mark.parametrize(
    ("low", "high", "bound", "verdict"),
    [
        (0.1, 0.3, {"above": 0.0}, "holds"),
        (-0.001, 0.035, {"above": 0.0}, "not told apart"),
        (0.0, 0.3, {"above": 0.0}, "not told apart"),
        (-0.3, -0.1, {"above": 0.0}, "fails"),
        (0.191, 0.225, {"above": 0.2}, "not told apart"),
        (0.1, 0.19, {"below": 0.2}, "holds"),
        (0.1, 0.2, {"below": 0.2}, "not told apart"),
        (0.3, 0.4, {"below": 0.2}, "fails"),
    ],
)
def test_the_interval_decides_not_the_mean(low, high, bound, verdict):
    found = compared_of(low, high, **bound)
    assert found.verdict == verdict
    assert (found.mean, found.interval.low, found.interval.high) == (0.2, low, high)


def test_the_bound_is_the_criterion_in_words_unless_there_are_others():
    assert compared_of(0, 1, above=0.5).bar == "above 0.5"
    assert compared_of(0, 1, below=0.2).bar == "below 0.2"
    assert compared_of(0, 1, below=0.2, bar="below 0.2: blind").bar == "below 0.2: blind"
    with pytest.raises(ValueError, match="bound"):
        compared_of(0, 1)


@pytest.mark.parametrize(
    ("rows", "holds", "fails"),
    [
        ([], True, False),
        ([row_of([1.0]), compared_of(1, 2, above=0.0)], True, False),
        ([row_of([1.0]), compared_of(-1, 2, above=0.0)], False, False),
        ([row_of([1.0], holds=False), row_of([1.0])], False, True),
    ],
)
def test_a_record_holds_if_every_row_does_and_fails_if_one_does(rows, holds, fails):
    record = record_of(rows)
    assert (record.holds, record.fails) == (holds, fails)


def test_a_record_lists_each_kind_of_row_once():
    rows = [compared_of(0.0, 1.0, above=0.0), row_of([1.0]), compared_of(0.0, 1.0, above=0.0)]
    assert record_of(rows).agreements == ("control", "our finding")


def test_work_without_a_cache_runs_every_time():
    runs = []

    def work():
        runs.append(1)
        return [0.5]

    assert afresh({"key": work}) == afresh({"key": work}) == [[0.5]]
    assert len(runs) == 2

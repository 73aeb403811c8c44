"""The pages of docs/experiments: as generated, and complete."""

import re

import pytest

from app.experiments import experiment_record, markdown_report, training_region
from app.experiments.bootstrap import Interval
from app.experiments.registry import EXPERIMENTS, MEASURES, record


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_pages_are_as_generated(name):
    written = (markdown_report.PAGES / f"{name}.md").read_text("utf-8")
    assert written == markdown_report.page(EXPERIMENTS[name], record(name))


def test_overview_is_as_generated():
    records = {one: record(one.name) for one in EXPERIMENTS.values()}
    assert (markdown_report.PAGES / "README.md").read_text("utf-8") == markdown_report.overview(
        records, MEASURES.values()
    )


@pytest.mark.parametrize("name", MEASURES)
def test_pages_of_measures_are_as_generated(name):
    assert (markdown_report.PAGES / f"{name}.md").read_text(
        "utf-8"
    ) == markdown_report.measure_page(MEASURES[name])


def test_page_quotes_every_row_and_network():
    name = training_region.NAME
    text = markdown_report.page(EXPERIMENTS[name], record(name))
    for row in record(name).rows:
        assert re.search(re.escape(f"| {row.name} | {row.mean:.4g}"), text)
    for model in record(name).networks:
        assert f"`{model}`" in text
    for sha256 in record(name).others.values():
        assert sha256[:12] in text


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_page_speaks_of_intervals_only_where_it_has_some(name):
    kept = record(name)
    text = markdown_report.page(EXPERIMENTS[name], kept)
    assert ("The interval, of 95 %" in text) == any(row.interval for row in kept.rows)


def test_a_row_leaves_out_what_it_does_not_have():
    make = experiment_record.row
    many = make(
        "a", [1.0, 2.0], "seeds", "control", bar="at most 2", holds=True, chance=0.1, reference=1.5
    )
    one = make("b", [0.123456], "networks", "theorem check", bar="more", holds=False)
    open_ = experiment_record.compared(
        "c", [], "control", mean=0.017, interval=Interval(low=-0.001, high=0.035), above=0.0
    )
    lines = [markdown_report._line(found) for found in (many, one, open_)]
    assert lines == [
        "| a | 1.5 ± 0.71 |  | 2 seeds | 1.5 | 0.1 | at most 2 | holds | control |",
        "| b | 0.1235 |  | 1 networks |  |  | more | **fails** | theorem check |",
        "| c | 0.017 | -0.001 to 0.035 |  |  |  | above 0 | **not told apart** | control |",
    ]


def test_an_experiment_without_a_record_has_not_been_run():
    experiment = EXPERIMENTS["theorem"]
    text = markdown_report.page(experiment, None)
    assert text.endswith("It has not been run yet.\n")
    assert "## Results" not in text
    assert "| not run |" in markdown_report.overview({experiment: None}, [])


def test_every_page_and_the_overview_are_written(tmp_path):
    folder = tmp_path / "pages"
    experiment, measure = EXPERIMENTS["theorem"], MEASURES["path"]
    markdown_report.write({experiment: None}, iter([measure]), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "path.md", "theorem.md"]
    overview = (folder / "README.md").read_text("utf-8")
    assert "(theorem.md)" in overview
    assert "(path.md)" in overview

"""The registry: what it collects from the folder, and the records that it keeps."""

import json
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from app.experiments import registry
from app.experiments.experiment_record import Measure
from app.experiments.registry import EXPERIMENTS, MEASURES, keep, record


@pytest.mark.parametrize("found", [EXPERIMENTS, MEASURES])
def test_everything_is_found_by_the_name_of_its_file(found):
    assert found
    for name, one in found.items():
        assert one.name == name
        assert one.run.__module__ == f"app.experiments.{name.replace('-', '_')}"


def test_a_name_that_differs_from_the_file_s_is_an_error(monkeypatch):
    modules = [("other", SimpleNamespace(MEASURE=MEASURES["path"]))]
    monkeypatch.setattr(registry, "_modules", lambda: iter(modules))
    with pytest.raises(ValueError, match="expected measure 'other', got 'path'"):
        registry._collect(Measure, "MEASURE")


def test_a_kept_record_reads_the_same(tmp_path):
    found = record("theorem")
    folder = tmp_path / "new" / "folder"
    path = keep(found, folder)
    assert path == folder / "theorem.json"
    assert record("theorem", folder) == found
    # As committed: readable, and the same text for the same record.
    assert path.read_bytes() == (registry.RECORDS / "theorem.json").read_bytes()


def test_an_experiment_that_never_ran_has_no_record(tmp_path):
    assert record("theorem", tmp_path) is None


def test_a_file_that_is_no_record_is_an_error(tmp_path):
    (tmp_path / "theorem.json").write_text(json.dumps({"experiment": "theorem"}))
    with pytest.raises(ValidationError):
        record("theorem", tmp_path)

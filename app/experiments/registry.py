"""The registry: every experiment of this folder, by name, and the records that are kept."""

import importlib
import json
import pkgutil
from pathlib import Path
from types import MappingProxyType

from app import experiments
from app.experiments.record import Experiment, Record

RECORDS = Path(__file__).parent / "records"
"""Folder of the records, NAME.json each."""


def _collect() -> MappingProxyType[str, Experiment]:
    """Imports each file of this folder; raises ValueError when two experiments share a name."""
    found: dict[str, Experiment] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(experiments.__path__)):
        if module.startswith("_") or module == "registry":
            continue
        loaded = importlib.import_module(f"{experiments.__name__}.{module}")
        experiment = getattr(loaded, "EXPERIMENT", None)
        if experiment is None:
            continue
        if experiment.name in found:
            raise ValueError(f"two experiments are called {experiment.name!r}")
        found[experiment.name] = experiment
    return MappingProxyType(found)


EXPERIMENTS = _collect()


def record(name: str, folder: Path = RECORDS) -> Record | None:
    """The record that is kept of an experiment; None where it was never run.

    Raises:
        ValidationError: the file is no record.
    """
    path = folder / f"{name}.json"
    return Record.model_validate_json(path.read_bytes()) if path.is_file() else None


def keep(found: Record, folder: Path = RECORDS) -> Path:
    """Writes a record; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{found.experiment}.json"
    text = json.dumps(found.model_dump(mode="json"), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")
    return path

"""The registry: every experiment and measure of this folder by name, and the kept records."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType, ModuleType

from app import experiments
from app.experiments.record import Experiment, Measure, Record

RECORDS = Path(__file__).parent / "records"
"""Folder of the records, NAME.json each."""


def _modules() -> Iterator[tuple[str, ModuleType]]:
    """Each file of this folder but this one, by its name in addresses."""
    for module in sorted(info.name for info in pkgutil.iter_modules(experiments.__path__)):
        if not module.startswith("_") and module != "registry":
            loaded = importlib.import_module(f"{experiments.__name__}.{module}")
            yield module.replace("_", "-"), loaded


def _experiments() -> MappingProxyType[str, Experiment]:
    """The files that hold an experiment; raises ValueError where its name is not the file's."""
    found = {}
    for name, module in _modules():
        experiment = getattr(module, "EXPERIMENT", None)
        if experiment is not None:
            if experiment.name != name:
                raise ValueError(f"expected an experiment called {name!r}, got {experiment.name!r}")
            found[name] = experiment
    return MappingProxyType(found)


def _measures() -> MappingProxyType[str, Measure]:
    """The other files that ask something of one network: those with a question."""
    return MappingProxyType(
        {
            name: Measure(name, module.QUESTION, module.Config, module.run)
            for name, module in _modules()
            if hasattr(module, "QUESTION") and not hasattr(module, "EXPERIMENT")
        }
    )


EXPERIMENTS = _experiments()
MEASURES = _measures()


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

"""The registry: every experiment and measure of this folder by name, and the kept records."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar

from app import experiments
from app.experiments.experiment_record import Experiment, Measure, Record

T = TypeVar("T", Experiment, Measure)

RECORDS = Path(__file__).parent / "records"
"""Folder of the records, NAME.json each."""


def _modules() -> Iterator[tuple[str, ModuleType]]:
    """Each other file of this folder, by its name in URLs."""
    for module in sorted(info.name for info in pkgutil.iter_modules(experiments.__path__)):
        if not module.startswith("_") and module != "registry":
            loaded = importlib.import_module(f"{experiments.__name__}.{module}")
            yield module.replace("_", "-"), loaded


def _collect(kind: type[T], attribute: str) -> MappingProxyType[str, T]:
    """The object called `attribute` of each file, by name.

    Raises:
        ValueError: an object's name differs from its file's.
    """
    found = {}
    for name, module in _modules():
        held = getattr(module, attribute, None)
        if isinstance(held, kind):
            if held.name != name:
                raise ValueError(f"expected {attribute.lower()} {name!r}, got {held.name!r}")
            found[name] = held
    return MappingProxyType(found)


EXPERIMENTS = _collect(Experiment, "EXPERIMENT")
MEASURES = _collect(Measure, "MEASURE")


def record(name: str, folder: Path = RECORDS) -> Record | None:
    """The kept record of an experiment; None if it has never been run.

    Raises:
        ValidationError: the file is not a record.
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

"""Parts of a measure, computed for whoever has divided it: a task of the cluster calls this."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

from pydantic import BaseModel

from app.engine.batch import Runner
from app.engine.division import Division, decode, encode
from app.experiments.experiment_record import Measure
from app.experiments.result import Result
from app.network.card import Frozen
from app.network.library import Entry

KEPT = 4
"""Measures whose divisions a process keeps, with the caches that their parts share."""

PIECES = 64
"""Pieces into which a command line divides a measure, at least, where it has so many parts."""

FUNCTION = f"{__name__}:compute"


class Asked(Frozen):
    """Consecutive parts of a measure.

    Args:
        measure: its name.
        config: its settings, as JSON.
        limit: of positions; None for no limit.
        first, last: numbers of the parts, half-open.
    """

    measure: str
    config: str
    limit: int | None
    first: int
    last: int


def asked(measure: Measure, config: BaseModel, limit: int | None, first: int, last: int) -> Asked:
    """What `compute` takes; settings that nobody chose stay unset."""
    text = config.model_dump_json(exclude_unset=True)
    return Asked(measure=measure.name, config=text, limit=limit, first=first, last=last)


def compute(entries: Sequence[Entry], arguments: bytes) -> bytes:
    """Computes the parts that `Asked`, as JSON, names; `decode` reads them."""
    (entry,), wanted = entries, Asked.model_validate_json(arguments)
    division = _division(entry, wanted.measure, wanted.config, wanted.limit)
    found = division.parts(wanted.first, wanted.last)
    return encode([part for part in found if part is not None])


def run(measure: Measure, entry: Entry, config: BaseModel, runner: Runner) -> Result:
    """The result of a measure in steps, computed by `runner`; raises what the steps do."""
    steps = measure.steps
    if steps is None:
        raise ValueError(f"expected a measure in steps; got {measure.name}")
    division = steps.begin(entry, config, None)
    size = max(1, division.count // PIECES)
    works = {}
    for first in range(0, division.count, size):
        last = min(first + size, division.count)
        wanted = asked(measure, config, None, first, last).model_dump_json().encode()
        works[f"{first}"] = partial(compute, (entry,), wanted)
    found = dict(runner(works))
    parts = (part for key in works for part in decode(found[key]))
    return steps.collect([line for line in division.lines(parts) if line is not None])


@lru_cache(KEPT)
def _division(entry: Entry, measure: str, config: str, limit: int | None) -> Division[Any]:
    # The registry imports every measure.
    from app.experiments.registry import MEASURES

    found = MEASURES[measure]
    if found.steps is None:
        raise ValueError(f"expected a measure in steps; got {measure}")
    return found.steps.begin(entry, found.config.model_validate_json(config), limit)

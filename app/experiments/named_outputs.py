"""Outputs by name, for the configs and results of experiments."""

from typing import Annotated

from pydantic import Field

from app.errors import UnknownOutput
from app.network.card import Frozen
from app.network.library import Entry
from app.network.trace import Trace

Named = Annotated[str, Field(min_length=1, max_length=200)]
"""An output's name in a config."""


class Output(Frozen):
    """One output: its score (see `app.network.trace.scores`) and its logit."""

    name: str
    score: float
    logit: float


def outputs(entry: Entry, seen: Trace) -> tuple[Output, ...]:
    """All outputs of a trace, in the network's order."""
    both = zip(entry.card.outputs, seen.scores.tolist(), seen.logits.tolist(), strict=True)
    return tuple(Output(name=name, score=score, logit=logit) for name, score, logit in both)


def number(entry: Entry, name: str) -> int:
    """The index of the output called `name`.

    Raises:
        UnknownOutput: the network has no output of that name.
    """
    known = entry.card.outputs
    if name not in known:
        raise UnknownOutput(f"expected one of {', '.join(known)}; got {name!r}", "output")
    return known.index(name)


def chosen(entry: Entry, name: str | None, seen: Trace) -> int:
    """The index of the output called `name`, or of the strongest for None; raises as `number`."""
    return int(seen.logits.argmax()) if name is None else number(entry, name)

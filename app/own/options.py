"""How a network's file is to be read: what the file does not say."""

from collections import Counter
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.network.card import Frozen
from app.network.input_format import PLAIN, InputFormat
from app.network.printable import PRINTABLE
from app.network.reduce import Reduce
from app.network.spec import MOST_OUTPUTS
from app.own.roles import MOST_CHOSEN

LayerName = Annotated[str, Field(max_length=64)]


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, unchanged; raises ValueError if two are the same."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise ValueError(f"expected names that differ; number {number}, from 0, is a copy")
        seen.add(name)
    return names


def _told_apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, of which each that occurs again gets a number: `crane`, `crane (2)`.

    Calls name an output by its name alone, and common lists have copies: ImageNet's has two cranes.
    """
    given, taken, numbers = set(names), set[str](), Counter[str]()
    found = []
    for name in names:
        other = name
        while other in taken or (other != name and other in given):
            numbers[name] += 1
            other = f"{name} ({numbers[name] + 1})"
        taken.add(other)
        found.append(other)
    return tuple(found)


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"\S"),
    PRINTABLE,
]
ClassName = Annotated[
    str,
    # The longest of ImageNet's, with all its synonyms, has 121.
    StringConstraints(strip_whitespace=True, min_length=1, max_length=160, pattern=r"\S"),
    PRINTABLE,
]


class Options(Frozen):
    """What a file does not say, or says otherwise.

    Args:
        title: the name that people read.
        classes: names of the outputs, in their order, of which a second one of a name gets a
            number; by default those of the spec, or their numbers from 0.
        input: how the network wants the canvas's pixels.
        reduce: of a network that ends in a map: whether its maximum, its mean, or of two slices
            their largest difference is the answer.
        volumes: the layers that are shown as volumes; by default one for each change of resolution,
            at most six.
    """

    title: Title = "Your network"
    classes: Annotated[
        tuple[ClassName, ...],
        Field(max_length=MOST_OUTPUTS, fail_fast=True),
        AfterValidator(_told_apart),
    ] = ()
    input: InputFormat = PLAIN
    reduce: Reduce | None = None
    volumes: Annotated[
        tuple[LayerName, ...],
        Field(max_length=MOST_CHOSEN, fail_fast=True),
        AfterValidator(_distinct),
    ] = ()

    def canonical(self) -> bytes:
        """The same bytes for equal options, however they were written."""
        return self.model_dump_json().encode()

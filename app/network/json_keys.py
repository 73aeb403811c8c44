"""Names of fields in JSON: an object that has one of them twice says two things."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any


class Again(Exception):
    """An object has a field twice."""


def repeated(text: str | bytes) -> tuple[str, ...] | None:
    """The names and numbers that lead to a field that an object has twice; None without one.

    Parsers keep the last of them and say nothing. Text that is no JSON has none: it fails
    elsewhere. A scene takes some 15 µs, more than its validation: the live channel does without.
    """
    try:
        json.loads(text, object_pairs_hook=distinct)
    except (ValueError, RecursionError):
        return None
    except Again:
        return found_again(text)
    return None


def distinct(pairs: Any) -> None:
    """Raises Again for an object that has a field twice; the object itself is not needed."""
    if len(dict(pairs)) < len(pairs):
        raise Again


def found_again(text: str | bytes) -> tuple[str, ...] | None:
    """As `repeated`, of text in which it is known that there is one."""
    twice: list[tuple[dict[str, Any], str]] = []

    def fields(pairs: Any) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            ((name, _),) = Counter(name for name, _ in pairs).most_common(1)
            twice.append((found, name))
        return found

    try:
        document = json.loads(text, object_pairs_hook=fields)
        # Objects end after those in them: the last one is in no value that was dropped.
        holder, name = twice[-1]
        return (*(place(document, holder) or ()), name)
    except (ValueError, RecursionError, IndexError):
        return None


def place(document: Any, wanted: object) -> tuple[str, ...] | None:
    """The names and numbers that lead to an object in a document; None where it is not in it."""
    if document is wanted:
        return ()
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(document, dict):
        inner = document.items()
    elif isinstance(document, list):
        inner = enumerate(document)
    for name, value in inner:
        if (below := place(value, wanted)) is not None:
            return (str(name), *below)
    return None

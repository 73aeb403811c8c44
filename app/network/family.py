"""Families: which networks differ in one thing alone, and what was not trained."""

from collections.abc import Iterable, Sequence

from app.network.card import CardView, Frozen

ORDER = {
    "pooling": ("none", "max", "avg", "stride", "blur", "aps"),
    "head": ("fc", "gap", "gmp"),
    "trained": ("by construction", "everywhere", "corner", "centre"),
    "padding": ("none", "zero", "circular"),
    "biases": ("yes", "no"),
    "convolutions": ("its own",),
}
"""The order of the axes and of their values; others follow by name."""


class Axis(Frozen):
    """One thing in which networks of a family differ, with every value that one of them has."""

    name: str
    values: tuple[str, ...]


class Switch(Frozen):
    """Where setting one axis leads from a network.

    Args:
        axis, value: what is set.
        model: the network with that value that differs in the fewest other axes; of several, the
            most accurate.
        also: what else it differs in, by axis, with its value there. Empty where the very
            combination was trained: then `model` is the twin, or the network itself.
    """

    axis: str
    value: str
    model: str
    also: dict[str, str]


class Family(Frozen):
    """Networks for one task.

    Args:
        name: as on the cards.
        axes: what the networks differ in; on all other axes they agree.
        models: their ids, by name.
        switches: for each of them, one for every value of every axis, in that order.
    """

    name: str
    axes: tuple[Axis, ...]
    models: tuple[str, ...]
    switches: dict[str, tuple[Switch, ...]]


def families(cards: Iterable[CardView]) -> tuple[Family, ...]:
    """The families of the cards, by name."""
    grouped: dict[str, list[CardView]] = {}
    for card in sorted(cards, key=lambda card: card.id):
        grouped.setdefault(card.family, []).append(card)
    return tuple(_family(name, members) for name, members in sorted(grouped.items()))


def _family(name: str, members: Sequence[CardView]) -> Family:
    """One family of at least one network."""
    values: dict[str, set[str]] = {}
    for card in members:
        for axis, value in card.axes.items():
            values.setdefault(axis, set()).add(value)
    axes = tuple(
        Axis(name=axis, values=_sort(values[axis], ORDER.get(axis, ())))
        for axis in _sort(values, tuple(ORDER))
        if len(values[axis]) > 1
    )
    return Family(
        name=name,
        axes=axes,
        models=tuple(card.id for card in members),
        switches={
            card.id: tuple(
                _switch(members, card, axis.name, value) for axis in axes for value in axis.values
            )
            for card in members
        },
    )


def _switch(members: Sequence[CardView], card: CardView, axis: str, value: str) -> Switch:
    """Where setting `axis` to `value` leads from `card`; at least one member has that value."""
    found = [
        (
            other,
            {
                name: theirs
                for name, theirs in other.axes.items()
                if name != axis and theirs != card.axes.get(name)
            },
        )
        for other in members
        if other.axes.get(axis) == value
    ]
    # A network is the nearest to itself, whatever else is trained the same way.
    best, also = min(
        found,
        key=lambda pair: (len(pair[1]), pair[0].id != card.id, -pair[0].metrics.mean, pair[0].id),
    )
    return Switch(axis=axis, value=value, model=best.id, also=also)


def _sort(names: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """Names as in `order`, then the others by name."""
    return tuple(
        sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))
    )

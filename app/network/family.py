"""Families: which networks differ in a single axis, and which combinations were not trained."""

from collections.abc import Iterable, Sequence

from app.network.card import CardView, Frozen

ORDER = {
    "pooling": ("none", "max", "avg", "stride", "blur", "aps"),
    "head": ("fc", "gap", "gmp"),
    "trained": ("by construction", "everywhere", "corner", "centre", "elsewhere"),
    "padding": ("none", "zero", "circular"),
    "biases": ("yes", "no"),
    "convolutions": ("its own",),
}
"""The order of the axes and of their values; others follow in alphabetical order."""

CONDITIONS = ("kernel", "steps", "batch", "peak", "decay")
"""Axes that are no choice of their own: the kernels, and the budget of the training. Networks that
also differ in them are no twins, and a switch names them."""


class Axis(Frozen):
    """A property in which networks of a family differ, with all values that occur."""

    name: str
    values: tuple[str, ...]


class Switch(Frozen):
    """The network to switch to when one axis of a network is set.

    Args:
        axis, value: the axis and its new value.
        model: the network with that value that differs in the fewest other axes; of several, the
            most accurate.
        also: the other axes in which it differs, conditions included, with its values. Empty where
            the combination was trained: then `model` is the twin, or the network itself.
    """

    axis: str
    value: str
    model: str
    also: dict[str, str]


class Family(Frozen):
    """Networks for one task.

    Args:
        name: as on the cards.
        axes: those in which the networks differ, without the conditions; they agree on all others.
        models: ids in alphabetical order.
        switches: for each network one for every value of every axis, in the order of `axes`.
    """

    name: str
    axes: tuple[Axis, ...]
    models: tuple[str, ...]
    switches: dict[str, tuple[Switch, ...]]


def families(cards: Iterable[CardView]) -> tuple[Family, ...]:
    """The families of the cards, in alphabetical order."""
    grouped: dict[str, list[CardView]] = {}
    for card in sorted(cards, key=lambda card: card.id):
        grouped.setdefault(card.family, []).append(card)
    return tuple(_family(name, members) for name, members in sorted(grouped.items()))


def _family(name: str, members: Sequence[CardView]) -> Family:
    """A family of one network or more."""
    values: dict[str, set[str]] = {}
    for card in members:
        for axis, value in card.axes.items():
            values.setdefault(axis, set()).add(value)
    axes = tuple(
        Axis(name=axis, values=_sort(values[axis], ORDER.get(axis, ())))
        for axis in _sort(values, tuple(ORDER))
        if len(values[axis]) > 1 and axis not in CONDITIONS
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
    """The switch of `card` to `value` of an axis; at least one member must have that value."""
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
    # On a tie the network itself wins, however accurate the others are.
    best, also = min(
        found,
        key=lambda pair: (len(pair[1]), pair[0].id != card.id, -mean(pair[0]), pair[0].id),
    )
    return Switch(axis=axis, value=value, model=best.id, also=also)


def mean(card: CardView) -> float:
    """A network's accuracy; 0 where it was not measured."""
    return card.metrics.mean if card.metrics else 0.0


def _sort(names: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """Names in the given order, then the others in alphabetical order."""
    return tuple(
        sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))
    )

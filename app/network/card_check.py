"""The card's own consistency: its notes, its accuracy and its region fit its spec."""

from app.errors import BrokenNetwork
from app.network.card import Accuracy, Box, Card


def check_card(card: Card) -> None:
    """Checks that the parts of a card fit each other.

    Raises:
        BrokenNetwork: they do not; names the part.
    """
    card.input.check(card.spec.input_shape[0])
    names, shapes = card.spec.names, [card.spec.input_shape, *card.spec.shapes()]
    if set(names) != set(card.layers):
        raise BrokenNetwork(f"expected notes on {sorted(names)}, one for each layer", "layers")
    for name, shape in zip(names, shapes, strict=True):
        notes = card.layers[name]
        for labels in (notes.slices, notes.colors):
            if labels and len(labels) != shape[0]:
                raise BrokenNetwork(
                    f"layer {name} expected {shape[0]} names or colors of slices, "
                    f"got {len(labels)}",
                    name,
                )
    if card.accuracy is not None:
        _check_accuracy(card.accuracy, card.spec.outputs)
    _, height, width = card.spec.input_shape
    for box in (*([card.region] if card.region else []), *(card.painted or ())):
        _check_box(box, height, width)


def _check_accuracy(accuracy: Accuracy, outputs: tuple[str, ...]) -> None:
    """Raises BrokenNetwork unless there is one share for each output and position."""
    found = accuracy.per_position
    if found.keys() != set(outputs) or accuracy.per_output.keys() != set(outputs):
        raise BrokenNetwork("expected an accuracy for each output", "accuracy")
    if any(len(shares) != len(accuracy.positions) for shares in found.values()):
        raise BrokenNetwork(
            f"expected {len(accuracy.positions)} shares for each output, one for each position",
            "accuracy.per_position",
        )
    shares = [accuracy.mean, accuracy.chance, accuracy.worst, *accuracy.per_output.values()]
    shares += [share for each in found.values() for share in each]
    if not all(0 <= share <= 1 for share in shares):
        raise BrokenNetwork("expected shares from 0 to 1", "accuracy")


def _check_box(box: Box, height: int, width: int) -> None:
    """Raises BrokenNetwork unless a box lies on the canvas."""
    top, left, bottom, right = box
    if not (0 <= top < bottom <= height and 0 <= left < right <= width):
        raise BrokenNetwork(f"expected a region of the canvas; got {box}", "region")

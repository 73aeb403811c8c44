"""The card's own consistency: its notes, its accuracy and its region fit its spec."""

from app.errors import BrokenNetwork
from app.network.card import Accuracy, Box, Card, LayerNotes
from app.network.quoted import quoted

LARGEST = 1e38
"""The largest magnitude of a range's end: the span still is a number of float32."""
LONGEST_NAME = 160
"""Characters of a slice's name, at most."""


def check_card(card: Card) -> None:
    """Checks that the parts of a card fit each other.

    Raises:
        BrokenNetwork: they do not; names the part.
    """
    channels, height, width = card.spec.input_shape
    card.input.check(channels)
    names, shapes = card.spec.names, [card.spec.input_shape, *card.spec.shapes()]
    if set(names) != set(card.layers):
        raise BrokenNetwork(f"expected notes on {sorted(names)}, one for each layer", "layers")
    for name, shape in zip(names, shapes, strict=True):
        notes = card.layers[name]
        _check_notes(name, notes)
        for labels in (notes.slices, notes.colors):
            if labels and len(labels) != shape[0]:
                raise BrokenNetwork(
                    f"layer {name} expected {shape[0]} names or colors of slices, "
                    f"got {len(labels)}",
                    name,
                )
    if card.accuracy is not None:
        _check_accuracy(card.accuracy, card.spec.outputs)
        _check_positions(card.accuracy, height, width)
    for box in (*([card.region] if card.region else []), *(card.painted or ())):
        _check_box(box, height, width)


def _check_notes(name: str, notes: LayerNotes) -> None:
    """Raises BrokenNetwork for ends of a range, or names of slices, that cannot be shown."""
    low, high = notes.range
    if max(-low, high) > LARGEST:
        raise BrokenNetwork(
            f"layer {name} expected a range within -{LARGEST:g} to {LARGEST:g}, "
            f"got {low:g} to {high:g}",
            name,
        )
    for slice_name in notes.slices:
        if len(slice_name) > LONGEST_NAME or not slice_name.isprintable():
            raise BrokenNetwork(
                f"layer {name} expected names of slices on one line of at most {LONGEST_NAME} "
                f"characters, got {len(slice_name)}: {quoted(slice_name, 40)}",
                name,
            )


def _check_positions(accuracy: Accuracy, height: int, width: int) -> None:
    """Raises BrokenNetwork unless every position is a px of the canvas."""
    for row, col in accuracy.positions:
        if not (0 <= row < height and 0 <= col < width):
            raise BrokenNetwork(
                f"expected positions on the canvas of {height} × {width} px, got {row}, {col}",
                "accuracy.positions",
            )


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

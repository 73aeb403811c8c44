"""The card of a trained network, sent beside its weights: what it says of the training is kept.

The server cannot know whether it is true, so the network's `origin` says whose word it is.
"""

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from app.errors import BrokenNetwork, RefusedFile
from app.network.card import Card
from app.network.card_check import check_card
from app.network.invalid_field import first_of
from app.own.network_file import stored_spec
from app.own.options import Options

SAID = (
    "What is said here about training, accuracy and colours is what the card said that came with "
    "the weights; this server did not measure it."
)
RANGES = "Colours span what the card says."
MOST_TEXT = 500
"""Characters of each text of a card, at most."""
TEXTS = ("title", "summary", "trained", "trained_on", "source", "convolutions")


def trained_card(card: str | None, options: Options) -> Card | None:
    """The card, of a network that says how it was trained; None where its spec alone counts.

    Options that make another network of the same weights leave nothing of what was measured.

    Args:
        card: JSON, stored as in `models/` or as the API gives it.

    Raises:
        RefusedFile: it says how the network was trained, but is no whole card.
    """
    document = _document(card)
    if document is None:
        return None
    try:
        found = Card.model_validate_json(json.dumps(document), strict=True)
        check_card(found)
    except ValidationError as error:
        field = first_of(error)
        where = ".".join(("card", *field.place))
        raise RefusedFile(field.sentence, where[:80]) from None
    except BrokenNetwork as error:
        raise RefusedFile(error.message, "card") from None
    for name in TEXTS:
        text = getattr(found, name) or ""
        if len(text) > MOST_TEXT or not text.isprintable():
            raise RefusedFile(
                f"expected one line of at most {MOST_TEXT} characters", f"card.{name}"
            )
    if found.accuracy is not None and not found.accuracy.protocol.isprintable():
        raise RefusedFile("expected one line", "card.accuracy.protocol")
    given = options.model_fields_set
    changed = (
        options.volumes
        or (options.classes and options.classes != found.spec.outputs)
        or ("input" in given and options.input != found.input)
    )
    if changed:
        return None
    return found.model_copy(update={"title": options.title}) if "title" in given else found


def content_hash(raw: bytes, card: Card) -> str:
    """SHA-256, in hex, of weights and of what a card says, but for what differs from run to run.

    That are the seconds of a training, and what a server adds: id, family and origin.
    """
    said = card.model_dump(mode="json", exclude={"id", "family", "origin", "seconds"})
    # A layer may leave out the one before it as its input, and the API's cards do not.
    said["spec"]["layers"] = [layer.model_dump(mode="json") for layer in card.spec.resolved]
    text = json.dumps(said, sort_keys=True)
    return hashlib.sha256(raw + b"\0" + text.encode()).hexdigest()


def _document(card: str | None) -> dict[str, Any] | None:
    """The fields of a whole card; None for anything else, which others judge."""
    try:
        document = json.loads(card or "null")
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("made_by") != "training":
        return None
    if "spec" in document:
        return document
    layers = document.get("layers")
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        return document
    apart = {"spec", "layers", "accuracy"}
    return {name: document[name] for name in Card.model_fields.keys() & document.keys() - apart} | {
        "spec": stored_spec(document),
        "accuracy": document.get("metrics"),
        "layers": {
            str(layer.get("name")): {
                field: layer[field] for field in ("range", "slices", "colors") if field in layer
            }
            for layer in layers
        },
    }

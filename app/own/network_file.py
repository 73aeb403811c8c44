"""From the bytes of a file to a spec and weights: ONNX, or safetensors beside a spec."""

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from app.errors import BrokenNetwork, RefusedFile
from app.network.invalid_field import first_of
from app.network.json_keys import repeated
from app.network.onnx_file import formats
from app.network.onnx_file.read import check_picture, read
from app.network.reduce import Reduce
from app.network.spec import Spec

ONNX = b"\x08"
"""How an ONNX file begins: with the tag of its version."""


class NetworkParts(NamedTuple):
    """What a file holds.

    Args:
        reduce: how the map that the network ends in becomes one value for each output; None for
            a network that ends in a vector.
        named: whether the outputs have names of their own.
        notes: what the reader decided, in sentences.
        sources: what the file calls its layers, by their names here; not all have one.
    """

    spec: Spec
    weights: Mapping[str, Tensor]
    format: Literal["onnx", "safetensors"]
    reduce: Reduce | None
    named: bool
    notes: tuple[str, ...] = ()
    sources: Mapping[str, str] = {}


def parts_of(raw: bytes, card: str | None, reduce: Reduce | None) -> NetworkParts:
    """The spec and the weights of a file.

    Args:
        card: JSON with our own spec, a card as in `models/`, which has one under `spec`, or a card
            as the API gives it; then the file holds weights in safetensors. None for a file in
            ONNX.

    Raises:
        RefusedFile: the file or the card cannot be taken; says why.
    """
    if card is not None:
        return _own_spec(raw, card)
    found = read(raw, reduce)
    return NetworkParts(
        found.spec, found.weights, "onnx", found.reduced, False, found.notes, found.sources
    )


def stored_spec(document: Any) -> Any:
    """The spec in a card as the API gives it, whose first layer is the input; else the document."""
    layers = document.get("layers") if isinstance(document, dict) else None
    if not isinstance(layers, list) or not all(isinstance(layer, dict) for layer in layers):
        return document
    if not layers or layers[0].get("kind") != "input":
        return document
    fields = ("name", "kind", "role", "inputs")
    return {
        "input_shape": document.get("input_shape"),
        "outputs": document.get("outputs"),
        "layers": [
            {field: layer[field] for field in fields if layer.get(field) is not None}
            | (layer["options"] if isinstance(layer.get("options"), dict) else {})
            for layer in layers[1:]
        ],
    }


def _own_spec(raw: bytes, card: str) -> NetworkParts:
    if raw.startswith(ONNX) and formats.recognise(raw) is None:
        raise RefusedFile(
            "expected weights in safetensors, which a card goes with; got an ONNX file, which goes "
            "alone",
            "file",
        )
    try:
        document: Any = json.loads(card)
    except (ValueError, RecursionError):
        raise RefusedFile("expected JSON with a spec; got something else", "card") from None
    if again := repeated(card):
        where = ".".join(("card", *again))
        raise RefusedFile(f"expected each field once; got {again[-1]!r} again", where[:80])
    inner = isinstance(document, dict) and "spec" in document
    try:
        text = json.dumps(document["spec"] if inner else stored_spec(document))
        spec = Spec.model_validate_json(text, strict=True)
        spec.shapes()
    except ValidationError as error:
        field = first_of(error)
        where = ".".join(("card", *(["spec"] if inner else []), *field.place))
        raise RefusedFile(field.sentence, where[:80]) from None
    except BrokenNetwork as error:
        raise RefusedFile(error.message, "card") from None
    check_picture(spec.input_shape, "the input", "card")
    try:
        weights = load(raw)
    except (SafetensorError, ValueError) as error:
        raise RefusedFile(
            f"expected weights in safetensors, beside a card; got something else: {error}", "file"
        ) from None
    except KeyError as error:
        raise RefusedFile(f"expected floats; got the type {error}", "file") from None
    return NetworkParts(spec, weights, "safetensors", None, named=True)

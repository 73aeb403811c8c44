"""The parcel: a network as it travels, its card and spec as JSON and its weights as safetensors."""

import hashlib
import json
from typing import NamedTuple

from safetensors.torch import load

from app.network.build import Network, assemble, parameters
from app.network.card import CardView
from app.network.library import Entry, weights_file
from app.network.spec import Spec


class Parcel(NamedTuple):
    """A network as bytes, and a key that no other network has."""

    key: str
    content: bytes


def key_of(entry: Entry) -> str:
    """The key of a served network: its card has the hash of its weights."""
    return _hash(_head(entry.network, entry.card))


def pack(found: Entry | Network) -> Parcel:
    """A network as bytes, from which `unpack` makes one that computes the same to the last bit."""
    if isinstance(found, Entry):
        head, raw = _head(found.network, found.card), found.raw
        return Parcel(_hash(head), head + b"\n" + raw)
    head, raw = _head(found, None), weights_file(parameters(found.stack))
    return Parcel(_hash(head, raw), head + b"\n" + raw)


def unpack(content: bytes) -> Entry | Network:
    """The network of a parcel; nothing of it is executed, and nothing unpickled."""
    line, _, raw = content.partition(b"\n")
    head = json.loads(line)
    spec = Spec.model_validate(head["spec"])
    network = assemble(head["name"], spec, load(raw))
    if head["card"] is None:
        return network
    return Entry(CardView.model_validate(head["card"]), network, raw)


def _head(network: Network, card: CardView | None) -> bytes:
    """All but the weights, as one line of JSON."""
    return json.dumps(
        {
            "name": network.name,
            "spec": network.spec.model_dump(mode="json"),
            "card": card and card.model_dump(mode="json"),
        }
    ).encode()


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()

"""The library: every network in `models/`, checked before it is served."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from app.errors import BrokenNetwork, UnknownModel
from app.network.build import Network, assemble
from app.network.card import Card, CardView, view
from app.network.family import Family, families
from app.network.incremental import IncrementalNetwork
from app.network.patch_cache import PatchCache

CARD_LIMIT = 2**20
"""Most bytes of a card; those in the repository have some 10,000."""

LONGEST = 500
"""Most characters of the reason why a network is refused."""

WEIGHTS_LIMIT = 2**30
"""Most bytes of a file of weights."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One served network: its card as in the catalogue, itself, and its file of weights."""

    card: CardView
    network: Network
    raw: bytes

    @cached_property
    def incremental(self) -> IncrementalNetwork:
        """The network, divided so that parts of its volumes can be computed."""
        return IncrementalNetwork(self.network)

    @cached_property
    def patch_cache(self) -> PatchCache:
        """The patch cache over the volumes of a black canvas."""
        return PatchCache(self.incremental, np.zeros(self.network.spec.input_shape, np.float32))

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The fixed range of each layer's colour scale, by name."""
        return {layer.name: layer.range for layer in self.card.layers}


@dataclass(frozen=True, eq=False)
class Library:
    """The served networks by name, and the reasons why others are refused."""

    entries: Mapping[str, Entry]
    refused: Mapping[str, str]

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The networks grouped by family."""
        return families(entry.card for entry in self.entries.values())

    def find(self, name: str, where: str = "model") -> Entry:
        """The network called `name`.

        Raises:
            UnknownModel: no network has that name.
        """
        try:
            return self.entries[name]
        except KeyError:
            known = ", ".join(self.entries) or "none"
            raise UnknownModel(f"expected one of {known}; got {name!r}", where) from None


def read(folder: Path) -> Library:
    """All networks of a folder, in alphabetical order; a broken one is refused, the others not."""
    entries: dict[str, Entry] = {}
    refused: dict[str, str] = {}
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stem):
        try:
            entries[path.stem] = read_one(path)
        except BrokenNetwork as error:
            refused[printable(path.stem)] = printable(error.message)
    return Library(MappingProxyType(entries), MappingProxyType(refused))


def printable(text: str) -> str:
    """A text from a file or its name, shortened, and fit for UTF-8."""
    return text[:LONGEST].encode("utf-8", "backslashreplace").decode()


def read_one(path: Path) -> Entry:
    """The network whose card is the JSON file `path`, with a .safetensors file beside it.

    Raises:
        BrokenNetwork: a file cannot be read, the card is malformed, its layers do not fit, or the
            weights do not match the card.
    """
    weights_path = path.with_suffix(".safetensors")
    try:
        card = Card.model_validate_json(contents(path, CARD_LIMIT))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BrokenNetwork(f"{path.name}: {where}: {first['msg']}", where) from error
    if card.id != path.stem:
        raise BrokenNetwork(f"{path.name}: expected the id {path.stem!r}, got {card.id!r}")
    names = ["input", *(layer.name for layer in card.spec.layers)]
    if set(names) != set(card.layers):
        raise BrokenNetwork(f"{path.name}: expected notes on {sorted(names)}, one for each layer")
    for name, shape in zip(names, [card.spec.input_shape, *card.spec.shapes()], strict=True):
        notes = card.layers[name]
        for labels in (notes.slices, notes.colors):
            if labels and len(labels) != shape[0]:
                raise BrokenNetwork(
                    f"{path.name}: layer {name} expected {shape[0]} names or colors of slices, "
                    f"got {len(labels)}",
                    name,
                )
    raw = contents(weights_path, WEIGHTS_LIMIT)
    digest = hashlib.sha256(raw).hexdigest()
    if digest != card.sha256:
        raise BrokenNetwork(f"{weights_path.name}: expected sha256 {card.sha256}, got {digest}")
    try:
        weights = load(raw)
    except (SafetensorError, ValueError) as error:
        raise BrokenNetwork(f"{weights_path.name}: {error}") from error
    except KeyError as error:
        raise BrokenNetwork(f"{weights_path.name}: torch has no dtype {error}") from error
    stored: Counter[str] = Counter()
    for tensor in weights.values():
        stored[str(tensor.dtype).removeprefix("torch.")] += tensor.numel()
    return Entry(view(card, dict(stored)), assemble(card.id, card.spec, weights), raw)


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a file.

    Raises:
        BrokenNetwork: the file cannot be read, is not a regular one (reading a pipe might never
            end) or has more than `limit` bytes.
    """
    try:
        if not path.is_file() and path.exists():
            raise BrokenNetwork(f"{path.name}: expected a file, got a directory or a device")
        if (size := path.stat().st_size) > limit:
            raise BrokenNetwork(f"{path.name}: expected at most {limit} bytes, got {size}")
        return path.read_bytes()
    except OSError as error:
        # The system's own message would reveal the folder.
        raise BrokenNetwork(f"{path.name}: cannot be read, {error.strerror}") from error


def write(folder: Path, card: Card, weights: Mapping[str, Tensor]) -> Path:
    """Writes NAME.safetensors, then NAME.json with that file's hash; returns the card's path."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = save(dict(weights))
    card = card.model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})
    (folder / f"{card.id}.safetensors").write_bytes(raw)
    path = folder / f"{card.id}.json"
    text = json.dumps(card.model_dump(mode="json"), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")
    return path

"""The library: every network in `models/`, checked before it is served."""

import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from app.errors import BrokenNetwork, UnknownModel
from app.network.backgrounds import Backgrounds
from app.network.build import Network, assemble, parameters
from app.network.card import Card, CardView, view
from app.network.card_check import check_card
from app.network.family import Family, families
from app.network.incremental import IncrementalNetwork
from app.network.invalid_field import first_of

CARD_LIMIT = 2**20
"""Most bytes of a card; those in the repository have some 10,000."""

LONGEST = 500
"""Most characters of the reason why a network is refused."""

WEIGHTS_LIMIT = 2**30
"""Most bytes of a file of weights."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One served network: its card as in the catalogue, itself, and its file of weights.

    Args:
        file: the file of weights; None where it is made of the weights when it is asked for.
    """

    card: CardView
    network: Network
    file: bytes | None = None

    @property
    def raw(self) -> bytes:
        """The file of weights."""
        return weights_file(parameters(self.network.stack)) if self.file is None else self.file

    @cached_property
    def incremental(self) -> IncrementalNetwork:
        """The network, divided so that parts of its volumes can be computed."""
        return IncrementalNetwork(self.network)

    @cached_property
    def backgrounds(self) -> Backgrounds:
        """The patch caches over the volumes of black and of the latest scenes' backgrounds."""
        return Backgrounds(self.incremental, self.card.input)

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
        field = first_of(error)
        raise BrokenNetwork(
            f"{path.name}: {field.where or 'card'}: {field.sentence}", field.where
        ) from error
    if card.id != path.stem:
        raise BrokenNetwork(f"{path.name}: expected the id {path.stem!r}, got {card.id!r}")
    try:
        check_card(card)
    except BrokenNetwork as error:
        raise BrokenNetwork(f"{path.name}: {error.message}", error.where) from None
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


def weights_file(weights: Mapping[str, Tensor]) -> bytes:
    """The weights as a safetensors file; equal weights make equal files."""
    return save(dict(weights))


def write(folder: Path, card: Card, weights: Mapping[str, Tensor]) -> Path:
    """Writes NAME.safetensors, then NAME.json with that file's hash; returns the card's path.

    Each file is there whole or not at all, for whoever reads the folder meanwhile.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    raw = weights_file(weights)
    card = card.model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})
    _replace(folder / f"{card.id}.safetensors", raw)
    path = folder / f"{card.id}.json"
    text = json.dumps(card.model_dump(mode="json"), indent=1, ensure_ascii=False)
    _replace(path, f"{text}\n".encode())
    return path


def _replace(path: Path, content: bytes) -> None:
    """Writes a file beside its place, then puts it there."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)

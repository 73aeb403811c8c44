"""The arrival of a network: read from its file and checked, before it is measured."""

import hashlib
from collections.abc import Mapping
from math import prod
from typing import NamedTuple

from app.errors import BrokenNetwork, ChooseReduce, InvalidInput, NetworkTooLarge, RefusedFile
from app.network.build import Network, assemble, parameters
from app.network.card import Card, LayerNotes, Origin, view
from app.network.library import Entry, weights_file
from app.own.network_file import NetworkParts, parts_of
from app.own.options import Options
from app.own.roles import with_roles
from app.own.store import PASSES, PREFIX
from app.own.trained_card import RANGES, SAID, content_hash, trained_card

LONE = "output"
"""The name of a network's only output to which nobody gave one."""


class Bounds(NamedTuple):
    """What a network may take.

    Args:
        operations: of one pass, at most; see `Network.operations`.
        memory: bytes, at most.
    """

    operations: int
    memory: int


class Arrived(NamedTuple):
    """A network that has arrived, and its card as it is stored."""

    entry: Entry
    card: Card


def id_of(raw: bytes, card: str | None, options: Options) -> str:
    """The id of a visitor's network: equal files with equal options have one.

    A trained network's has that of the snapshot that it was, see `trained_card`, which also says
    what is raised.
    """
    trained = trained_card(card, options)
    if trained is not None:
        return PREFIX + content_hash(raw, trained)[:16]
    digest = hashlib.sha256(raw)
    if card is not None:
        digest.update(b"\0" + card.encode())
    digest.update(options.canonical())
    return PREFIX + digest.hexdigest()[:16]


def read_network(
    name: str, raw: bytes, card: str | None, options: Options, bounds: Bounds
) -> Arrived:
    """The network of a file, whose ranges of colours are not measured yet.

    Args:
        name: the id that it gets.
        card: as `parts_of` takes it.

    Raises:
        RefusedFile: the file or the card cannot be taken.
        InvalidInput: the options do not fit the file.
        ChooseReduce: the file needs the option `reduce`.
        NetworkTooLarge: it takes more than `bounds`.
    """
    try:
        parts = parts_of(raw, card, options.reduce)
    except ChooseReduce as error:
        raise type(error)(error.message, "options.reduce") from None
    if options.reduce is not None and parts.reduce is None:
        raise InvalidInput(
            "expected no choice how a map becomes an answer, since the network ends in a vector; "
            f"got {options.reduce!r}",
            "options.reduce",
        )
    check_memory(parts, bounds)
    network = network_of(name, parts, options)
    if network.operations > bounds.operations:
        raise NetworkTooLarge(
            f"expected at most {bounds.operations:,} products (weight × value) in one pass; "
            f"got {network.operations:,}",
            "file",
        )
    origin = Origin(
        format=parts.format,
        bytes=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        reduce=parts.reduce,
        named=parts.named or bool(options.classes),
        ranges="not measured",
        notes=parts.notes,
    )
    stored = card_of(network, options, origin, parts.sources)
    trained = trained_card(card, options)
    if trained is not None:
        stored = said_by(trained, stored)
    return Arrived(entry_of(network, stored), stored)


def network_of(name: str, parts: NetworkParts, options: Options) -> Network:
    """The network, with the outputs' names and the roles that the options ask for.

    Raises:
        RefusedFile: layers and weights do not fit.
        InvalidInput: the options do not fit them.
    """
    spec = parts.spec.model_copy(update={"outputs": outputs_of(parts, options)})
    try:
        options.input.check(spec.input_shape[0])
    except BrokenNetwork as error:
        raise InvalidInput(error.message, f"options.{error.where}") from None
    try:
        keeps = any(layer.role == "volume" for layer in spec.layers) and not options.volumes
        spec = spec if keeps else with_roles(spec, options.volumes, "options.volumes")
        return assemble(name, spec, parts.weights)
    except BrokenNetwork as error:
        raise RefusedFile(error.message, error.where) from None


def card_of(network: Network, options: Options, origin: Origin, sources: Mapping[str, str]) -> Card:
    """The card of a network whose ranges of colours are not measured yet.

    Args:
        sources: what the file calls its layers, by their names here.
    """
    weights = parameters(network.stack)
    return Card(
        id=network.name,
        title=options.title,
        family="own",
        summary="A network from a file. Nothing about its training is known here.",
        spec=network.spec,
        input=options.input,
        made_by="file",
        trained_on="unknown",
        source="a file",
        origin=origin,
        layers={
            layer: LayerNotes(range=(0.0, 1.0), source=sources.get(layer))
            for layer in network.roles
        },
        parameters=sum(value.numel() for value in weights.values()),
        sha256=hashlib.sha256(weights_file(weights)).hexdigest(),
    )


def said_by(trained: Card, stored: Card) -> Card:
    """The card of a network, with all that the card which came with it says.

    Raises:
        RefusedFile: that card is of other weights.
    """
    origin = stored.origin
    if origin is None or origin.sha256 != trained.sha256:
        raise RefusedFile(
            f"expected weights with the SHA-256 {trained.sha256}, which the card names", "file"
        )
    said = {"ranges": RANGES, "notes": (*origin.notes, SAID), "said": True}
    apart = {
        name: getattr(stored, name) for name in ("id", "family", "spec", "parameters", "sha256")
    }
    return trained.model_copy(update=apart | {"origin": origin.model_copy(update=said)})


def entry_of(network: Network, card: Card) -> Entry:
    """The network as it is served."""
    return Entry(view(card, {"float32": card.parameters}), network)


def check_memory(parts: NetworkParts, bounds: Bounds) -> None:
    """Raises NetworkTooLarge before a network's memory is taken."""
    cells = prod(parts.spec.input_shape) + sum(prod(shape) for shape in parts.spec.shapes())
    needed = 4 * (sum(value.numel() for value in parts.weights.values()) + PASSES * cells)
    if needed > bounds.memory:
        raise NetworkTooLarge(
            f"expected a network that takes at most {bounds.memory:,} bytes of memory, its weights "
            f"and {PASSES} passes; got {needed:,}",
            "file",
        )


def outputs_of(parts: NetworkParts, options: Options) -> tuple[str, ...]:
    """The names of the outputs; raises InvalidInput for too few or too many."""
    count = len(parts.spec.outputs)
    if options.classes and len(options.classes) != count:
        raise InvalidInput(
            f"expected {count} names, one for each output of the network; "
            f"got {len(options.classes)}",
            "options.classes",
        )
    numbers = tuple(map(str, range(count))) if count > 1 else (LONE,)
    return options.classes or (parts.spec.outputs if parts.named else numbers)

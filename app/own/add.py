"""Adds a network from a file to the folder of networks, for everybody: `python -m app add`."""

import argparse
import os
import re
import sys
from collections import Counter
from errno import ENOENT
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from pydantic import ValidationError

from app.errors import BrokenNetwork, ShiftscopeError
from app.network.build import parameters
from app.network.invalid_field import first_of
from app.network.library import WEIGHTS_LIMIT, contents, read_one, write
from app.network.reduce import Reduce
from app.own.arrival import Bounds, read_network
from app.own.measuring import measured_at_once
from app.own.options import Options
from app.own.store import PREFIX
from app.own.trained_card import MOST_TEXT
from app.runtime.settings import Settings

NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
FILE = re.compile(r"[^,]*[^,.\s]\.(?:txt|csv|tsv|json|names|labels)", re.IGNORECASE)
"""What names a file, and no class."""
NO_BOUNDS = Bounds(sys.maxsize, sys.maxsize)
"""Who runs the server decides what it can compute."""
SUMMARY = "A network from a file."
"""What a network is of which nobody says more."""
REFUSED = 1
"""The exit status for a network that is not taken; wrong usage gives 2, as in other programs."""


def main(arguments: list[str]) -> int:
    """Adds a network; returns the exit status, after one line on standard error if not 0."""
    program = parser()
    flags = Counter(part.partition("=")[0] for part in arguments if part.startswith("--"))
    given = program.parse_args(arguments)
    for flag, count in flags.items():
        if count > 1:
            # The parser alone would take the last of them.
            program.error(f"expected {flag} once; got it {count} times")
    try:
        path = add(given)
    except ShiftscopeError as error:
        where = f" ({flag_of(error.where)})" if error.where else ""
        # Of several lines, as of how to export ONNX, the first says what is wrong.
        return refused(f"{error.message.partition(chr(10))[0]}{where}")
    except OSError as error:
        return refused(f"{error.filename}: {error.strerror}")
    print(f"{path}: restart the server, and it is in the list")
    return 0


def refused(why: str) -> int:
    """Says on one line why a network is not added; returns the exit status."""
    print(f"shiftscope: {why}", file=sys.stderr)
    return REFUSED


def flag_of(where: str) -> str:
    """The place of an error as this command calls it: its own flags, or a name in the file."""
    first, *rest = where.split(".")
    if first == "card":
        return " ".join(["--card", *([".".join(rest)] if rest else [])])
    if first == "options" and rest:
        # How pixels are read has its flags beside the others.
        first = rest[1] if rest[0] == "input" and len(rest) > 1 else rest[0]
        return f"--{first}"
    return "--reduce" if where == "reduce" else where


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    found = argparse.ArgumentParser(
        prog="python -m app add",
        description="Adds a network in ONNX, or in safetensors with --card, for everybody.",
        allow_abbrev=False,
    )
    found.add_argument("file", type=Path, help="the network, .onnx or .safetensors")
    found.add_argument("--name", required=True, help="its id: a-z, 0-9 and -, up to 64")
    found.add_argument("--title", help="what people read; default: the card's, else the id")
    found.add_argument("--summary", help="what it is, in a sentence or two")
    found.add_argument("--trained-on", help="the data, in words")
    found.add_argument("--source", help="whence it comes, with its licence")
    found.add_argument(
        "--classes", help="names of the outputs: a text file, one a line, or a list with commas"
    )
    found.add_argument("--range", type=float, nargs=2, metavar=("LOW", "HIGH"), help="of a pixel")
    found.add_argument("--mean", type=float, nargs="+", help="one for all channels, or one each")
    found.add_argument("--std", type=float, nargs="+", help="one for all channels, or one each")
    found.add_argument("--invert", action="store_true", help="black and white are exchanged first")
    found.add_argument("--order", choices=("rgb", "bgr"), help="of the channels")
    found.add_argument("--reduce", choices=get_args(Reduce), help="of a map at the end")
    found.add_argument("--volumes", help="names of the layers to show, with commas")
    found.add_argument("--card", type=Path, help="JSON with a spec, beside weights in safetensors")
    found.add_argument("--replace", action="store_true", help="a network of that name is replaced")
    found.add_argument("--models", type=Path, help="the folder; default: SHIFTSCOPE_MODELS")
    return found


def add(given: argparse.Namespace) -> Path:
    """Writes card and weights, and checks them as the library does; returns the card's path.

    Raises:
        ShiftscopeError: the network is not taken, or its name is not free; says why.
        OSError: a file cannot be read or written.
    """
    name = given.name
    if not NAME.fullmatch(name) or name.startswith(PREFIX):
        raise BrokenNetwork(
            f"expected an id of a-z, 0-9 and -, that begins with a letter and not with {PREFIX!r}; "
            f"got {name[:80]!r}",
            "--name",
        )
    folder: Path = given.models or Settings().models
    path = folder / f"{name}.json"
    if path.exists() and not given.replace:
        raise BrokenNetwork(f"expected an id that is free, or --replace; got {name!r}", "--name")
    card = None if given.card is None else text_of(given.card, "--card")
    raw = contents(given.file, WEIGHTS_LIMIT)
    found = measured_at_once(read_network(name, raw, card, options_of(given), NO_BOUNDS))
    said = found.card.origin is not None and found.card.origin.said
    texts = {
        "title": (None if said else name) if given.title is None else found.card.title,
        "summary": line(given.summary, "--summary") or (None if said else SUMMARY),
        "trained_on": line(given.trained_on, "--trained-on"),
        "source": line(given.source, "--source"),
    }
    changes = {"family": name} | {key: text for key, text in texts.items() if text is not None}
    stored = found.card.model_copy(update=changes)
    folder.mkdir(parents=True, exist_ok=True)
    # Read before it takes another's place: one that fails leaves the folder as it was.
    with TemporaryDirectory(prefix=".adding-", dir=folder) as beside:
        tried = write(Path(beside), stored, parameters(found.entry.network.stack))
        read_one(tried)
        for suffix in (".safetensors", ".json"):
            tried.with_suffix(suffix).replace(path.with_suffix(suffix))
    return path


def options_of(given: argparse.Namespace) -> Options:
    """The options for the network; raises BrokenNetwork, which names the one that does not fit."""
    form: dict[str, Any] = {"invert": given.invert}
    form |= {
        key: value
        for key in ("range", "mean", "std", "order")
        if (value := getattr(given, key)) is not None
    }
    found: dict[str, Any] = {} if given.title is None else {"title": given.title}
    if given.card is None or form != {"invert": False}:
        found["input"] = form
    if given.classes is not None:
        found["classes"] = names_in(given.classes)
    if given.volumes is not None:
        found["volumes"] = split(given.volumes, "--volumes")
    if given.reduce is not None:
        found["reduce"] = given.reduce
    try:
        return Options.model_validate(found)
    except ValidationError as error:
        field = first_of(error)
        where = ".".join(("options", *field.place))
        raise BrokenNetwork(field.sentence, where) from None


def line(text: str | None, flag: str) -> str | None:
    """The text, None without one; raises BrokenNetwork unless it is one line, neither too long."""
    if text is not None and not (0 < len(text) <= MOST_TEXT and text.isprintable()):
        raise BrokenNetwork(
            f"expected one line of 1 to {MOST_TEXT} characters; got {text[:80]!r}", flag
        )
    return text


def names_in(classes: str) -> list[str]:
    """The names in a text file, one a line, or in a list with commas.

    Empty lines at the end of a file name nothing.

    Raises:
        BrokenNetwork: a name is empty; says which.
        FileNotFoundError: what can only be the name of a file is none.
    """
    path = Path(classes)
    if path.is_file():
        lines = text_of(path, "--classes").rstrip().splitlines()
        return filled(lines, "line", "--classes")
    if FILE.fullmatch(classes):
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), classes)
    return split(classes, "--classes")


def text_of(path: Path, flag: str) -> str:
    """The text of a file; raises BrokenNetwork, which names the flag, for another encoding."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenNetwork(
            f"{path.name}: expected text in UTF-8; got {error.object[error.start]:#04x} at byte "
            f"{error.start}",
            flag,
        ) from None


def split(text: str, flag: str) -> list[str]:
    """The parts of a list with commas; raises BrokenNetwork, which names the flag, as `filled`."""
    return filled(text.split(","), "part", flag)


def filled(parts: list[str], noun: str, flag: str) -> list[str]:
    """The parts without spaces around them; raises BrokenNetwork where one is empty."""
    found = [part.strip() for part in parts]
    if "" in found:
        raise BrokenNetwork(f"{noun} {found.index('') + 1}: expected a name, got none", flag)
    return found

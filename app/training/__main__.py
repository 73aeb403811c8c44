"""`python -m app.training [NAME...]`: makes networks, all without a name, for `models/`."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.training import make_handcrafted
from app.training.make import make
from app.training.recipe_registry import RECIPES

CHECKPOINTS = Path("build/training")

INTERRUPTED = 130
"""The exit status that shells know for Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the networks named on the command line, one after the other; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m app.training",
        description="Makes networks and writes them to models/. Interrupt it with Ctrl-C; the "
        "same command goes on from the last checkpoint.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        type=_name,
        metavar="NAME",
        help=", ".join([*make_handcrafted.NAMES, *RECIPES]),
    )
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="to train on")
    parser.add_argument("--seed", type=_seed, help="another seed than the recipe's")
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder to write to")
    asked = parser.parse_args(arguments)
    # Transplants come after the networks that they take convolutions from.
    for name in asked.names or [*make_handcrafted.NAMES, *RECIPES]:
        try:
            path = _make(name, asked)
        except KeyboardInterrupt:
            print(f"\n{name}: interrupted; the same command goes on from the last checkpoint")
            return INTERRUPTED
        print(f"{name}: {path}")
    return 0


def _name(text: str) -> str:
    """A name that there is; argparse would take `choices` to forbid naming none."""
    known = [*make_handcrafted.NAMES, *RECIPES]
    if text not in known:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(known)}; got {text!r}")
    return text


def _seed(text: str) -> int:
    """A seed: a whole number from 0 on; ValueError for anything else."""
    if (seed := int(text)) < 0:
        raise ValueError
    return seed


def _make(name: str, asked: argparse.Namespace) -> Path:
    """Makes one network; returns its card's path."""
    if name in make_handcrafted.NAMES:
        return make_handcrafted.make(name, asked.models)
    recipe = RECIPES[name]
    if asked.seed is not None:
        recipe = replace(recipe, seed=asked.seed)
    return make(recipe, asked.models, CHECKPOINTS, asked.device)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m app.training [NAME...]`: makes the named networks, or all, for `models/`."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.training import make_handcrafted, seeds
from app.training.make import make
from app.training.recipe_registry import RECIPES
from app.training.seeds import SEEDS

CHECKPOINTS = Path("build/training")

INTERRUPTED = 130
"""The exit status of shells after Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the networks named on the command line, one by one; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m app.training",
        description="Makes networks and writes them to models/. Ctrl-C interrupts it; the same "
        "command resumes from the last checkpoint.",
    )
    parser.add_argument(
        "names",
        nargs="*",
        type=_name,
        metavar="NAME",
        help=", ".join([*make_handcrafted.NAMES, *RECIPES]),
    )
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="training device")
    parser.add_argument("--seed", type=_seed, help="seed to use instead of the recipe's")
    parser.add_argument(
        "--seeds",
        type=_seed,
        nargs="+",
        help=f"trains what {SEEDS}/ lacks with each of these seeds, one run on each core",
    )
    parser.add_argument("--models", type=Path, default=Path("models"), help="folder to write to")
    asked = parser.parse_args(arguments)
    if asked.seeds:
        return _make_seeds(parser, asked)
    # Transplants come after the networks whose convolutions they reuse.
    for name in asked.names or [*make_handcrafted.NAMES, *RECIPES]:
        try:
            path = _make(name, asked)
        except KeyboardInterrupt:
            print(f"\n{name}: interrupted; the same command resumes from the last checkpoint")
            return INTERRUPTED
        print(f"{name}: {path}")
    return 0


def _make_seeds(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> int:
    """Trains the named networks with several seeds; returns the exit status."""
    names = asked.names or list(RECIPES)
    if constructed := [name for name in names if name not in RECIPES]:
        parser.error(f"--seeds: {', '.join(constructed)} is computed, no seed changes it")
    failed = seeds.train(
        seeds.with_origins(names, dict(RECIPES)), asked.seeds, SEEDS, os.cpu_count() or 1
    )
    for run in failed:
        print(f"{run}: failed")
    return 1 if failed else 0


def _name(text: str) -> str:
    """A known name; with argparse's `choices`, an empty list of names would be an error."""
    known = [*make_handcrafted.NAMES, *RECIPES]
    if text not in known:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(known)}; got {text!r}")
    return text


def _seed(text: str) -> int:
    """A seed, a whole number >= 0; raises ValueError for anything else."""
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

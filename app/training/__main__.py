"""`python -m app.training NAME...`: makes networks, and writes them to `models/`."""

import argparse
from dataclasses import replace
from pathlib import Path

from app.training import ludic
from app.training.make import make
from app.training.recipes import RECIPES

MODELS = Path("models")
CHECKPOINTS = Path("build/training")


def main() -> None:
    """Makes the networks named on the command line, one after the other."""
    parser = argparse.ArgumentParser(
        prog="python -m app.training",
        description="Makes networks and writes them to models/. Interrupt it with Ctrl-C; the "
        "same command goes on from the last checkpoint.",
    )
    parser.add_argument(
        "names",
        nargs="+",
        choices=["ludic", *RECIPES],
        metavar="NAME",
        help=", ".join(["ludic", *RECIPES]),
    )
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="to train on")
    parser.add_argument("--seed", type=int, help="another seed than the recipe's")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name == "ludic":
            path = ludic.make(MODELS)
        else:
            recipe = RECIPES[name]
            if arguments.seed is not None:
                recipe = replace(recipe, seed=arguments.seed)
            path = make(recipe, MODELS, CHECKPOINTS, arguments.device)
        print(f"{name}: {path}")


if __name__ == "__main__":
    main()

"""Trains networks with several seeds, for experiments that ask how much the seed matters.

The runs are separate processes, one for each core and each with one thread. Five seeds of a network
as one batched computation (`torch.vmap`) take 2.2 to 2.7 times the processor time of five runs one
after the other: convolutions of several networks at once become grouped ones, which CPUs do slowly.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.network.card import Card
from app.training.recipe import Recipe

SEEDS = Path("build/seeds")
"""Folder of the networks, by seed: `build/seeds/3/NAME.json`."""


def train(recipes: Sequence[Recipe], seeds: Sequence[int], folder: Path, cores: int) -> list[str]:
    """Trains what `folder` lacks; returns the runs that failed, as `NAME with seed 3`.

    Ctrl-C ends all runs; the same call resumes each from its last checkpoint.
    """
    # Transplants come after the networks whose convolutions they reuse.
    waves = (
        [recipe for recipe in recipes if recipe.convolutions is None],
        [recipe for recipe in recipes if recipe.convolutions is not None],
    )
    failed = []
    for wave in waves:
        runs = [
            (recipe.name, seed)
            for seed in seeds
            for recipe in wave
            if not is_made(recipe, folder / str(seed))
        ]
        with ThreadPoolExecutor(cores) as pool:
            statuses = pool.map(lambda run: _train(run[0], run[1], folder), runs)
            failed += [
                f"{name} with seed {seed}"
                for (name, seed), status in zip(runs, statuses, strict=True)
                if status
            ]
    return failed


def is_made(recipe: Recipe, folder: Path) -> bool:
    """Whether a folder has the network of this recipe, and not that of an earlier version of it."""
    path = folder / f"{recipe.name}.json"
    if not path.is_file():
        return False
    card = Card.model_validate_json(path.read_bytes())
    return (card.spec, card.steps, card.batch, card.peak, card.decay, card.region) == (
        recipe.spec,
        recipe.steps,
        recipe.batch,
        recipe.peak,
        recipe.decay,
        recipe.task.box,
    )


def with_origins(names: Iterable[str], recipes: dict[str, Recipe]) -> list[Recipe]:
    """The recipes called so, and those whose convolutions they reuse."""
    found = [recipes[name] for name in names]
    origins = [recipes[recipe.convolutions] for recipe in found if recipe.convolutions]
    return list(dict.fromkeys([*origins, *found]))


def _train(name: str, seed: int, folder: Path) -> int:
    """Trains one network in a process of its own; returns the exit status."""
    home = folder / str(seed)
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "app.training", name, "--seed", str(seed)]
    log = home / f"{name}.log"
    print(f"{name} with seed {seed}: begins, see {log}", flush=True)
    with log.open("wb") as output:
        status = subprocess.run(
            [*command, "--models", str(home)],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    print(f"{name} with seed {seed}: {'done' if status == 0 else f'failed, see {log}'}", flush=True)
    return status

"""Makes a trained network: trains a recipe, measures the result and writes it with its card."""

from pathlib import Path

from safetensors.torch import load, save

from app.network.build import assemble
from app.network.card import Card
from app.network.library import write
from app.training.measure import accuracy, notes
from app.training.recipes import Recipe
from app.training.train import train


def make(recipe: Recipe, folder: Path, checkpoints: Path, device: str = "cpu") -> Path:
    """Trains `recipe` and writes it to `folder`; returns the card's path.

    Args:
        checkpoints: folder of the unfinished runs.
        device: to train on, `cpu` or `cuda`; measuring is done on the CPU, where the app runs.
    """
    unfinished = checkpoints / f"{recipe.name}.safetensors"
    weights, progress = train(recipe, unfinished, device)
    # What is measured is what a reader of the file gets.
    network = assemble(recipe.name, recipe.spec, load(save(weights)))
    card = Card(
        id=recipe.name,
        title=recipe.title,
        family=recipe.family,
        summary=recipe.summary,
        spec=recipe.spec,
        made_by="training",
        trained_on=recipe.trained_on,
        source=recipe.source,
        seed=recipe.seed,
        steps=progress.step,
        seconds=round(progress.seconds, 1),
        accuracy=accuracy(
            network,
            recipe.probes,
            samples=recipe.samples,
            seed=recipe.seed,
            protocol=recipe.protocol,
        ),
        layers=notes(network, recipe.shown, seed=recipe.seed),
        parameters=sum(value.numel() for value in weights.values()),
        sha256="0" * 64,
    )
    path = write(folder, card, weights)
    # The next run of this recipe begins anew.
    unfinished.unlink(missing_ok=True)
    return path

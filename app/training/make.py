"""Makes a trained network: trains a recipe, measures the result, writes the weights and card."""

from pathlib import Path

import torch
from safetensors.torch import load, save
from torch import Tensor

from app.network.build import Network, assemble
from app.network.card import Card
from app.network.library import read_one, write
from app.training.measure import accuracy, notes
from app.training.recipe import Recipe, Stored
from app.training.train import train

HOME_SAMPLES = 50
"""Pictures for each output and position of the training region."""

LARGE = 1_000_000
"""Smallest number of weights of a matrix that a `float8` recipe rounds to 8 bits."""


def make(recipe: Recipe, folder: Path, checkpoints: Path, device: str = "cpu") -> Path:
    """Trains `recipe` and writes it to `folder`; returns the card's path.

    Args:
        checkpoints: folder for the checkpoints of unfinished runs.
        device: of the training, `cpu` or `cuda`; accuracy is measured on the CPU, as in the app.
    """
    # Several seeds of one recipe may be in training at the same time.
    unfinished = checkpoints / f"{recipe.name}-{recipe.seed}.safetensors"
    frozen = convolutions(folder, recipe.convolutions) if recipe.convolutions else None
    weights, progress = train(recipe, unfinished, device, frozen)
    weights = {name: rounded(value, recipe.stored) for name, value in weights.items()}
    # Accuracy is measured on the weights as stored, after rounding.
    network = assemble(recipe.name, recipe.spec, load(save(weights)))
    card = Card(
        id=recipe.name,
        title=recipe.title,
        family=recipe.family,
        summary=recipe.summary,
        spec=recipe.spec,
        made_by="training",
        trained=recipe.trained,
        trained_on=recipe.trained_on,
        region=recipe.task.box,
        convolutions=recipe.convolutions,
        source=recipe.source,
        seed=recipe.seed,
        steps=progress.step,
        seconds=round(progress.seconds, 1),
        batch=recipe.batch,
        peak=recipe.peak,
        decay=recipe.decay,
        accuracy=accuracy(
            network,
            recipe.evaluation,
            samples=recipe.samples,
            seed=recipe.seed,
            protocol=recipe.protocol,
        ),
        home=at_home(network, recipe),
        layers=notes(network, recipe.shown, seed=recipe.seed),
        parameters=sum(value.numel() for value in weights.values()),
        sha256="0" * 64,
    )
    path = write(folder, card, weights)
    # The next run of this recipe starts from scratch.
    unfinished.unlink(missing_ok=True)
    return path


def rounded(weights: Tensor, stored: Stored) -> Tensor:
    """Weights as the file holds them: rounded, as float32 or float16.

    Many readers of safetensors, NumPy's among them, know no type of 8 bits, and float16 holds each
    of their values.
    """
    if stored == "float32":
        return weights
    if stored == "float8" and weights.numel() >= LARGE:
        weights = weights.to(torch.float8_e5m2)
    return weights.to(torch.float16)


def convolutions(folder: Path, name: str) -> dict[str, Tensor]:
    """The weights of the convolutions of network `name` in `folder`, by public name."""
    spec = read_one(folder / f"{name}.json").network.spec
    names = {layer.name for layer in spec.layers if layer.kind == "conv"}
    weights = load((folder / f"{name}.safetensors").read_bytes())
    return {key: value for key, value in weights.items() if key.split(".")[0] in names}


def at_home(network: Network, recipe: Recipe) -> float:
    """The mean accuracy over a grid of the region in which the network was trained."""
    measured = accuracy(
        network, recipe.task, samples=HOME_SAMPLES, seed=recipe.seed, protocol=recipe.protocol
    )
    return measured.mean

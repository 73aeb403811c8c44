"""The checkpoint: the state of a training run in one safetensors file, to resume from."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.optim import AdamW

from app.training.recipe import Recipe

STATE = ("step", "exp_avg", "exp_avg_sq")
"""AdamW's state of each parameter."""


@dataclass(frozen=True)
class Progress:
    """The progress of a run: optimiser steps done, and the seconds that they took."""

    step: int = 0
    seconds: float = 0.0


def fingerprint(recipe: Recipe) -> str:
    """A hash of everything in a recipe that decides its weights; texts for people do not count."""
    what = (
        recipe.spec.model_dump_json(exclude={"layers": {"__all__": {"role"}}}),
        repr(recipe.task),
        recipe.steps,
        recipe.batch,
        recipe.peak,
        recipe.decay,
        recipe.seed,
        recipe.convolutions,
        recipe.bfloat16,
    )
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _learned(model: nn.Module) -> list[tuple[str, nn.Parameter]]:
    """The parameters that training changes, by name; frozen ones stay out of checkpoints."""
    return [pair for pair in model.named_parameters() if pair[1].requires_grad]


def save(path: Path, recipe: Recipe, progress: Progress, model: nn.Module, adam: AdamW) -> None:
    """Writes the checkpoint atomically: an interruption leaves the earlier one intact."""
    tensors: dict[str, Tensor] = {}
    for name, parameter in _learned(model):
        tensors[f"weights/{name}"] = parameter.detach().cpu().contiguous()
        for key in STATE:
            tensors[f"{key}/{name}"] = adam.state[parameter][key].detach().cpu().contiguous()
    metadata = {
        "recipe": fingerprint(recipe),
        "step": str(progress.step),
        "seconds": repr(progress.seconds),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    # The process id keeps another run of the same recipe out of the unfinished file.
    unfinished = path.with_suffix(f".{os.getpid()}")
    save_file(tensors, unfinished, metadata)
    unfinished.replace(path)


def restore(path: Path, recipe: Recipe, model: nn.Module, adam: AdamW) -> Progress:
    """Restores weights and optimiser state from a checkpoint; returns the progress it had.

    Without a checkpoint of exactly this recipe the model stays unchanged, at step 0.
    """
    try:
        with safe_open(path, "pt") as file:
            metadata: Mapping[str, str] = file.metadata() or {}
            if metadata.get("recipe") != fingerprint(recipe):
                return Progress()
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError):
        return Progress()
    with torch.no_grad():
        for name, parameter in _learned(model):
            parameter.copy_(tensors[f"weights/{name}"])
            state = {key: tensors[f"{key}/{name}"].clone() for key in STATE}
            for key in STATE[1:]:
                # The state takes the parameter's memory layout, as in an uninterrupted run.
                state[key] = torch.empty_like(parameter).copy_(state[key])
            adam.state[parameter] = state
    return Progress(int(metadata["step"]), float(metadata["seconds"]))

"""The checkpoint: a training run that can go on where it stopped, in one safetensors file."""

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
"""What AdamW keeps of each parameter."""


@dataclass(frozen=True)
class Progress:
    """How far a run has come: optimiser steps done, and seconds spent on them."""

    step: int = 0
    seconds: float = 0.0


def fingerprint(recipe: Recipe) -> str:
    """Tells apart recipes that would give other weights; words for people do not count."""
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
    """The parameters that training changes, by name; what is given stays out of checkpoints."""
    return [pair for pair in model.named_parameters() if pair[1].requires_grad]


def save(path: Path, recipe: Recipe, progress: Progress, model: nn.Module, adam: AdamW) -> None:
    """Writes the checkpoint; an interruption leaves the earlier one whole."""
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
    # Another run of the same name must not write into the same unfinished file.
    unfinished = path.with_suffix(f".{os.getpid()}")
    save_file(tensors, unfinished, metadata)
    unfinished.replace(path)


def restore(path: Path, recipe: Recipe, model: nn.Module, adam: AdamW) -> Progress:
    """Puts a checkpoint's weights and optimiser state in place, and says how far it had come.

    Without a checkpoint of this very recipe the model is left as it is, at step 0.
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
                # The layout of the parameter, as in a run that never stopped.
                state[key] = torch.empty_like(parameter).copy_(state[key])
            adam.state[parameter] = state
    return Progress(int(metadata["step"]), float(metadata["seconds"]))

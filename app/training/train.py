"""Trains a recipe; the same seed gives the same weights, even after an interruption."""

import math
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import Tensor
from torch.optim import AdamW
from tqdm import tqdm

from app.network.build import Stack, fresh, parameters
from app.training import checkpoint
from app.training.checkpoint import Progress
from app.training.learning_rate import learning_rate
from app.training.optimiser_step import optimiser_step
from app.training.recipe import Recipe
from app.training.task import Stream, generator

CHECKPOINT_STEPS = 250
"""Optimiser steps between checkpoints: the most that an interruption loses."""

TOLERANCE = 1e-6
"""Largest difference in any weight between two runs of a recipe on the CPU of one machine, with the
same number of threads. Other machines and CUDA sum in another order: there only the accuracy is the
same."""


def train(
    recipe: Recipe,
    path: Path,
    device: str = "cpu",
    frozen: Mapping[str, Tensor] | None = None,
) -> tuple[dict[str, Tensor], Progress]:
    """The trained weights, by public name, and the steps and seconds they took.

    Args:
        path: of the checkpoint; training resumes from one of the same recipe.
        device: `cpu` or `cuda`.
        frozen: initial weights, by public name, that training does not change.

    Raises:
        KeyboardInterrupt: on Ctrl-C; the last checkpoint stays.
    """
    # torch's annotations lack the memory format of a module.
    stack = fresh(recipe.spec, recipe.seed).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    for name, value in (frozen or {}).items():
        parameter = stack.get_parameter(f"layers.{name}")
        parameter.data.copy_(value)
        parameter.requires_grad_(False)
    learned = [parameter for parameter in stack.parameters() if parameter.requires_grad]
    adam = AdamW(learned, lr=recipe.peak, weight_decay=recipe.decay)
    progress = checkpoint.restore(path, recipe, stack, adam)
    begun = time.monotonic() - progress.seconds
    loss_mean, right_mean = math.nan, math.nan
    with tqdm(total=recipe.steps, initial=progress.step, desc=recipe.name, unit="step") as bar:
        for step, (pictures, labels) in _batches(recipe, progress.step):
            x = pictures.to(device).contiguous(memory_format=torch.channels_last)
            y = labels.to(device)
            rate = learning_rate(step, recipe.steps, recipe.peak)
            loss, right = _step(stack, adam, x, y, rate, recipe.bfloat16)
            # The display shows running means over some 50 steps, which do not flicker.
            loss_mean = loss if math.isnan(loss_mean) else 0.98 * loss_mean + 0.02 * loss
            right_mean = right if math.isnan(right_mean) else 0.98 * right_mean + 0.02 * right
            bar.set_postfix(loss=f"{loss_mean:.4f}", accuracy=f"{right_mean:.4f}", refresh=False)
            bar.update()
            progress = Progress(step + 1, time.monotonic() - begun)
            if progress.step % CHECKPOINT_STEPS == 0 or progress.step == recipe.steps:
                checkpoint.save(path, recipe, progress, stack, adam)
    return parameters(stack), progress


def _step(
    stack: Stack, adam: AdamW, x: Tensor, y: Tensor, rate: float, bfloat16: bool
) -> tuple[float, float]:
    """Takes one optimiser step; returns the batch's loss and accuracy before it."""

    def forward(pictures: Tensor) -> Tensor:
        with torch.autocast(x.device.type, torch.bfloat16, enabled=bfloat16):
            logits: Tensor = stack(pictures)
            return logits

    loss, logits = optimiser_step(forward, adam, x, y, rate)
    return loss, (logits.argmax(1) == y).float().mean().item()


def _batches(recipe: Recipe, first: int) -> Iterator[tuple[int, tuple[Tensor, Tensor]]]:
    """Each step from `first` on, with its batch; a thread draws the next batch meanwhile."""

    def draw(step: int) -> tuple[Tensor, Tensor]:
        rng = generator(recipe.seed, Stream.TRAINING, step)
        pictures, labels = recipe.task.batch(rng, recipe.batch)
        return torch.from_numpy(pictures), torch.from_numpy(labels)

    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(draw, first)
        for step in range(first, recipe.steps):
            batch = pending.result()
            pending = pool.submit(draw, step + 1)
            yield step, batch

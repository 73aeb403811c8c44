"""Trains a recipe: the same seed gives the same weights, also after an interruption."""

import math
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.optim import AdamW
from tqdm import tqdm

from app.network.build import Stack, fresh, parameters
from app.training import checkpoint
from app.training.checkpoint import Progress
from app.training.recipe import Recipe
from app.training.task import Stream, generator

CHECKPOINT_STEPS = 250
"""Optimiser steps between checkpoints: what an interruption loses at most."""

TOLERANCE = 1e-6
"""How far two runs of a recipe may differ in any weight: on the CPU of one machine, with as many
threads. Elsewhere, on CUDA too, sums are taken in another order; only the accuracy is the same."""

WARM_UP = 0.3
"""Share of the steps in which the learning rate rises."""


def learning_rate(step: int, steps: int, peak: float) -> float:
    """One cycle: a cosine up from peak / 25 to the peak, then one down to peak / 250,000.

    Source: Smith & Topin 2017, Super-Convergence, with the constants of PyTorch's `OneCycleLR`.
    """
    rise = WARM_UP * steps
    if step < rise:
        low, share = peak / 25, step / rise
        return low + (peak - low) * (1 - math.cos(math.pi * share)) / 2
    low, share = peak / 250_000, (step - rise) / max(steps - rise, 1)
    return low + (peak - low) * (1 + math.cos(math.pi * share)) / 2


def train(
    recipe: Recipe,
    path: Path,
    device: str = "cpu",
    given: Mapping[str, Tensor] | None = None,
) -> tuple[dict[str, Tensor], Progress]:
    """The trained weights, by public name, and the steps and seconds they took.

    Args:
        path: of the checkpoint; a run of the same recipe that left one there goes on from it.
        given: weights to begin with, by public name, that training leaves as they are.
        device: `cpu` or `cuda`.

    Raises:
        KeyboardInterrupt: on Ctrl-C; the last checkpoint stays.
    """
    # torch's annotations do not know that a module can be given a memory format.
    stack = fresh(recipe.spec, recipe.seed).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    for name, value in (given or {}).items():
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
            # Running means over some 50 steps, so that the display does not flicker.
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
    """One step of the optimiser; the batch's loss and accuracy before it."""
    for group in adam.param_groups:
        group["lr"] = rate
    with torch.autocast(x.device.type, torch.bfloat16, enabled=bfloat16):
        logits = stack(x)
    logits = logits.float()
    loss = cross_entropy(logits, y)
    adam.zero_grad()
    loss.backward()
    adam.step()
    return loss.item(), (logits.argmax(1) == y).float().mean().item()


def _batches(recipe: Recipe, first: int) -> Iterator[tuple[int, tuple[Tensor, Tensor]]]:
    """Each step from `first` on with its batch; the next one is drawn while one is in use."""

    def draw(step: int) -> tuple[Tensor, Tensor]:
        rng = generator(recipe.seed, Stream.TRAINING, step)
        pictures, labels = recipe.task.batch(rng, recipe.batch)
        return torch.from_numpy(pictures), torch.from_numpy(labels)

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(draw, first)
        for step in range(first, recipe.steps):
            batch = coming.result()
            coming = pool.submit(draw, step + 1)
            yield step, batch

"""One step of the optimiser, for all trainings."""

from collections.abc import Callable

import torch
from jaxtyping import Float, Int64
from torch import Tensor
from torch.nn.functional import cross_entropy


def optimiser_step(
    forward: Callable[[Tensor], Tensor],
    optimiser: torch.optim.Optimizer,
    pictures: Float[Tensor, "batch channel row col"],
    labels: Int64[Tensor, "batch"],
    rate: float,
) -> tuple[float, Float[Tensor, "batch output"]]:
    """Takes one step; returns the batch's loss, cross entropy, and its logits before it.

    Args:
        forward: the logits of pictures, with gradients.
        rate: the learning rate.
    """
    for group in optimiser.param_groups:
        group["lr"] = rate
    logits = forward(pictures).float()
    loss = cross_entropy(logits, labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), logits.detach()

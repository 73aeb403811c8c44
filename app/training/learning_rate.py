"""The learning rate over a training's steps."""

import math

WARM_UP = 0.3
"""Share of the steps during which the learning rate rises."""


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

"""The oracle: an independent implementation of a spec in plain NumPy, in float64.

It shares no code with `app.network.build`: it reads the spec, takes the weights by their public
names, and loops.
"""

import importlib
import pkgutil

import numpy as np
from numpy.typing import ArrayLike

from app.network.spec import Spec
from tests.network import oracles
from tests.network.volume import Volume, Weights

MODULES = {
    kind: importlib.import_module(f"{oracles.__name__}.{kind}")
    for kind in sorted(info.name for info in pkgutil.iter_modules(oracles.__path__))
}
KINDS = {kind: module.oracle for kind, module in MODULES.items()}
"""The oracle of each kind of layer."""
EXAMPLES = {
    f"{kind}: {name}": example
    for kind, module in MODULES.items()
    for name, example in getattr(module, "EXAMPLES", {}).items()
}
"""Layers of each kind that takes one input, with its shape."""
MERGES = {
    f"{kind}: {name}": example
    for kind, module in MODULES.items()
    for name, example in getattr(module, "MERGES", {}).items()
}
"""Layers of each kind that takes several inputs, with their shapes."""


def forward(spec: Spec, weights: Weights, picture: ArrayLike) -> dict[str, Volume]:
    """Each layer's output for one picture `[channel row col]`, by name, the input first."""
    volumes = [np.asarray(picture, np.float64)]
    for layer, sources in zip(spec.layers, spec.sources, strict=True):
        taken = [volumes[number] for number in sources]
        volumes.append(KINDS[layer.kind](layer, weights, *taken))
    names = ["input", *(layer.name for layer in spec.layers)]
    return dict(zip(names, volumes, strict=True))


def softmax(logits: ArrayLike) -> Volume:
    """Shares that add up to 1: `exp(l) / sum(exp(l))`."""
    logits = np.asarray(logits, np.float64)
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()

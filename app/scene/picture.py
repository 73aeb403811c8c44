"""A picture: what a scene holds of its own, beside the objects of the palette.

It travels with the scene as a small PNG in base64, so that the server keeps nothing. `fit` makes
one from any file that somebody brings.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated

import numpy as np
from jaxtyping import UInt8
from PIL.Image import Resampling
from pydantic import AfterValidator, Field, PlainSerializer

from app.errors import InvalidInput
from app.scene.drawing import Drawing
from app.scene.image_file import read

MAX_PICTURES = 4
LONGEST = 30_000
"""Characters of base64; a canvas of 64 × 64 px never takes more than 22,400."""

SIDE = 256
OPAQUE = 128
"""The least alpha that shows: pasting never blends, so a pixel is opaque or clear."""

Name = Annotated[str, Field(pattern="^picture-[0-9a-z]{1,24}$")]
Text = Annotated[str, Field(max_length=LONGEST)]

Pixels = UInt8[np.ndarray, "row col 4"]


class Pictures(Mapping[str, str]):
    """PNGs in base64 by name; like the scene that holds them, they cannot be changed."""

    def __init__(self, held: Mapping[str, str]) -> None:
        self._held = dict(held)

    def __getitem__(self, name: str) -> str:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        return f"Pictures of {', '.join(self) or 'nothing'}"


GivenPictures = Annotated[
    Mapping[Name, Text],
    # Or the description would let pass any name, as long as it is none of a picture.
    Field(max_length=MAX_PICTURES, json_schema_extra={"additionalProperties": False}),
    AfterValidator(Pictures),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""As they come with a scene."""


def fit(content: bytes, height: int, width: int, where: str = "picture") -> Pixels:
    """The pixels of a PNG, JPEG or WebP file, made to lie within `height` × `width` px.

    The aspect is kept; a larger picture is resampled by Lanczos (a = 3) with alpha multiplied in, a
    smaller one keeps its size.

    Raises:
        InvalidInput: no such file, more than 16,000,000 px, or cut short; `where` it came.
    """
    image = read(content, where)
    scale = min(height / image.height, width / image.width, 1)
    size = max(1, round(scale * image.width)), max(1, round(scale * image.height))
    return either_way(np.array(image.resize(size, Resampling.LANCZOS).convert("RGBA")))


def either_way(pixels: Pixels) -> Pixels:
    """The same pixels, in place, each opaque or clear; clear ones are black."""
    opaque = pixels[..., 3] >= OPAQUE
    pixels[..., 3] = 255
    pixels[~opaque] = 0
    return pixels


def name_of(png: bytes) -> str:
    """The name of a picture with these bytes: the same for the same."""
    return f"picture-{hashlib.sha256(png).hexdigest()[:12]}"


def drawing(name: str, text: str, where: str) -> Drawing:
    """The picture called `name` as a drawing.

    Raises:
        InvalidInput: no PNG in base64, more than 256 × 256 px, or broken; `where` it stands.
    """
    try:
        return Drawing(name, "Picture", decoded(text), {}, "picture")
    except InvalidInput as error:
        raise InvalidInput(error.message, where) from None


# The same pictures come with every scene of a drag.
@lru_cache(64)
def decoded(text: str) -> Pixels:
    """A PNG in base64 as pixels that cannot be written; raises InvalidInput."""
    image = read(from_base64(text), "", kinds=("PNG",), most=SIDE * SIDE)
    if max(image.size) > SIDE:
        came = f"{image.height} × {image.width}"
        raise InvalidInput(f"expected at most {SIDE} × {SIDE} px; got {came}")
    pixels = either_way(np.array(image.convert("RGBA")))
    pixels.setflags(write=False)
    return pixels


def from_base64(text: str, where: str | None = None) -> bytes:
    """The bytes that a text stands for; raises InvalidInput."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        came = f"{text[:20]!r}…" if len(text) > 20 else repr(text)
        raise InvalidInput(f"expected base64; got {came}: {error}", where) from None

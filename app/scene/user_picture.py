"""A picture: an image that a scene brings along, beside the objects of the palette.

It travels with the scene as a small PNG in base64, so the server stores nothing. `fit` makes one
from an uploaded image file.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated

import numpy as np
from PIL import Image
from PIL.Image import Quantize, Resampling
from pydantic import AfterValidator, Field, PlainSerializer

from app.errors import InvalidInput
from app.scene.image_file import read
from app.scene.sprite import Sprite
from app.scene.visibility import ADJUSTMENTS, Adjustment, Pixels

MAX_PICTURES = 4
LONGEST = 120_000
"""Most characters of base64, of one picture and of all pictures of a scene together; a picture of
64 × 64 px never takes more than 22,400."""

SIDE = 512
OPAQUE = 128
"""The lowest alpha of an opaque pixel; pasting never blends, so lower ones become transparent."""

DATA = re.compile("[A-Za-z0-9+/]*")
STRANGER = re.compile(r"[^A-Za-z0-9+/=_\s-]|=(?=[\s=]*[^=\s])")
"""A character that base64 and base64url lack, or padding before the end."""

Name = Annotated[str, Field(pattern="^picture-[0-9a-z]{1,24}$")]
Text = Annotated[str, Field(max_length=LONGEST)]


def _bounded(held: Mapping[str, str]) -> Mapping[str, str]:
    """The pictures, unchanged; raises ValueError when they are too long together."""
    if (length := sum(map(len, held.values()))) > LONGEST:
        raise ValueError(
            f"expected pictures of at most {LONGEST} characters together, got {length}"
        )
    return held


class Pictures(Mapping[str, str]):
    """PNGs in base64, by name; immutable and hashable, like the scene that holds them."""

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


ScenePictures = Annotated[
    Mapping[Name, Text],
    # Without this, the JSON schema would accept values of any type under other names.
    Field(max_length=MAX_PICTURES, json_schema_extra={"additionalProperties": False}),
    AfterValidator(_bounded),
    AfterValidator(Pictures),
    PlainSerializer(dict, return_type=dict[str, str]),
]
"""The pictures of a scene, validated, and serialised as a plain object."""


def fit(
    content: bytes,
    height: int,
    width: int,
    where: str = "picture",
    adjustment: Adjustment = "none",
) -> Pixels:
    """The pixels of a PNG, JPEG or WebP file, scaled down to fit into `height` × `width` px.

    The aspect ratio is kept. A larger picture is resampled by Lanczos (a = 3) with premultiplied
    alpha; a smaller one keeps its size.

    Args:
        where: the field or file that `content` came from, for errors.
        adjustment: done to the scaled picture, before alpha becomes 0 or 255.

    Raises:
        InvalidInput: the file is of another kind, has more than 16,000,000 px, or is broken.
    """
    image = read(content, where)
    scale = min(height / image.height, width / image.width, 1)
    size = max(1, round(scale * image.width)), max(1, round(scale * image.height))
    pixels = np.array(image.resize(size, Resampling.LANCZOS).convert("RGBA"))
    return with_binary_alpha(ADJUSTMENTS[adjustment](pixels))


def with_binary_alpha(pixels: Pixels) -> Pixels:
    """The same array, changed in place: each pixel opaque, or transparent black."""
    opaque = pixels[..., 3] >= OPAQUE
    pixels[..., 3] = 255
    pixels[~opaque] = 0
    return pixels


def with_few_colours(pixels: Pixels) -> Pixels:
    """The picture with 255 colours at most, by octree; what is transparent stays so."""
    image = Image.fromarray(pixels).quantize(255, Quantize.FASTOCTREE).convert("RGBA")
    return with_binary_alpha(np.array(image))


def name_of(png: bytes) -> str:
    """The name of a picture, from a hash of its bytes."""
    return f"picture-{hashlib.sha256(png).hexdigest()[:12]}"


def drawing(name: str, text: str, where: str) -> Sprite:
    """The picture called `name` as a sprite.

    Raises:
        InvalidInput: `text` is not a PNG in base64, has more than 512 × 512 px, or is broken; the
            error names `where`, the text's dotted path in the request.
    """
    try:
        return Sprite(name, "Picture", decoded(text), {}, "picture")
    except InvalidInput as error:
        raise InvalidInput(error.message, where) from None


# Every scene of a drag brings the same pictures.
@lru_cache(32)
def decoded(text: str) -> Pixels:
    """A PNG in base64, as read-only pixels; raises InvalidInput."""
    image = read(from_base64(text), "", kinds=("PNG",), max_pixels=SIDE * SIDE)
    if max(image.size) > SIDE:
        got = f"{image.height} × {image.width}"
        raise InvalidInput(f"expected at most {SIDE} × {SIDE} px; got {got}")
    pixels = with_binary_alpha(np.array(image.convert("RGBA")))
    pixels.setflags(write=False)
    return pixels


def from_base64(text: str, where: str | None = None) -> bytes:
    """The bytes that base64 text encodes.

    Base64 and base64url (RFC 4648) are accepted, with and without padding. White space is ignored,
    so the lines of the program `base64` are accepted too.

    Raises:
        InvalidInput: the text has another character, padding that is incomplete or not at its end,
            or a length that no bytes have; the message quotes what is wrong, and its place.
    """
    plain = "".join(text.split()).replace("-", "+").replace("_", "/")
    data = plain.rstrip("=")
    if not DATA.fullmatch(data):
        raise InvalidInput(f"expected base64; got {stranger(text)}", where)
    padding, missing = len(plain) - len(data), -len(data) % 4
    if padding not in (0, missing) or missing == 3:
        got = f"{len(data)} characters and {padding} of padding (=)"
        raise InvalidInput(f"expected base64, 4 characters for each 3 bytes; got {got}", where)
    return base64.b64decode(data + "=" * missing)


def stranger(text: str) -> str:
    """The first character of a text that is wrong in base64, and its place, counted from 1."""
    found = STRANGER.search(text)
    if found is None:  # pragma: no cover
        raise ValueError("the text is base64")
    hint = ", a data: URL: send what follows its comma" if text.startswith("data:") else ""
    return f"{found[0]!r} as character {found.start() + 1}{hint}"

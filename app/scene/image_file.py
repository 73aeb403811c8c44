"""Reads untrusted image files: every check comes before any pixel is decoded."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from app.errors import InvalidInput
from app.scene.jpeg_file import sanitized_jpeg
from app.scene.png_file import PngFile, first_picture


class WebPPicture(WebPImageFile):
    """A WebP; what the first frame of an animation leaves free is clear, as in browsers."""

    def _open(self) -> None:
        super()._open()
        if self.rawmode == "RGBX" and self.n_frames > 1:
            self.rawmode = self._mode = "RGBA"


# The first bytes decide the kind of a file; file names are not trusted.
KINDS: dict[str, tuple[re.Pattern[bytes], type[ImageFile.ImageFile]]] = {
    "PNG": (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile),
    "JPEG": (re.compile(rb"\xff\xd8\xff"), JpegImageFile),
    "WebP": (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WebPPicture),
}

MAX_PIXELS = 16_000_000
MAX_SIDE = 16_384
"""Most rows or columns: resampling a very long, thin picture costs far more than its pixels."""
MAX_EXIF = 1 << 16
"""Most bytes of EXIF that are parsed: as many as a JPEG can hold."""

# Pillow warns about every odd EXIF entry on standard error, bypassing the log.
warnings.filterwarnings("ignore", module=r"PIL\.")


def read(
    content: bytes, where: str, kinds: Sequence[str] = tuple(KINDS), max_pixels: int = MAX_PIXELS
) -> Image.Image:
    """The first picture of a file, upright, as RGB, or as RGBA if it has transparent pixels.

    Colour profiles and gamma are ignored. Channels of 16 bits keep their upper 8.

    Args:
        where: the field or file that `content` came from, for errors.
        kinds: the accepted ones of `KINDS`.
        max_pixels: the most px that the header may declare.

    Raises:
        InvalidInput: the file is of another kind, has too many pixels, rows, columns or parts, or
            cannot be decoded.
    """
    kind = next((kind for kind in kinds if KINDS[kind][0].match(content)), None)
    if kind is None:
        begins = content[:8].decode("latin-1")
        got = f"one that begins with {begins!r}" if content else "no bytes"
        raise InvalidInput(f"expected a {listed(kinds)} file; got {got}", where)
    # Decoders fail on hostile files with many exceptions; each of them means a broken file.
    broken = f"expected a whole {kind} file; got one that is cut short or broken"
    png: PngFile | None = None
    try:
        if kind == "PNG":
            png = first_picture(content)
            content = png.content
        elif kind == "JPEG":
            content = sanitized_jpeg(content)
        image = KINDS[kind][1](io.BytesIO(content))
        height, width = (png.height, png.width) if png else (image.height, image.width)
    except InvalidInput as error:
        raise InvalidInput(error.message, where) from None
    except Image.DecompressionBombError:
        raise InvalidInput(f"expected at most {max_pixels:,} px; got many more", where) from None
    except Exception:
        raise InvalidInput(broken, where) from None
    if height * width > max_pixels:
        got = f"{height} × {width} = {height * width:,} px"
        raise InvalidInput(f"expected at most {max_pixels:,} px; got {got}", where)
    if max(height, width) > MAX_SIDE:
        got = f"{height} × {width}"
        raise InvalidInput(f"expected at most {MAX_SIDE} px a side; got {got}", where)
    try:
        image.load()
        picture = plain(image)
        return upright(png.finished(image, picture) if png else picture, image.info)
    except Exception:
        raise InvalidInput(broken, where) from None


def listed(kinds: Sequence[str]) -> str:
    """The kinds as a list in words, such as `PNG, JPEG or WebP`."""
    return " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def plain(image: Image.Image) -> Image.Image:
    """The image, of any mode, as 8-bit RGB, or as RGBA if pixels may be transparent."""
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def upright(picture: Image.Image, info: Mapping[str | tuple[int, int], Any]) -> Image.Image:
    """The picture, rotated as its file's EXIF says; EXIF that is unreadable or too long is ignored.

    Args:
        info: what Pillow read beside the pixels.
    """
    exif = info.get("exif", b"")
    # Only EXIF counts: Pillow would also search XMP for an orientation.
    picture.info = {"exif": exif} if exif else {}
    if len(exif) > MAX_EXIF:
        return picture
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        return picture

"""Sanitized files: the same pixels, and limits on parts that only cost time."""

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageCms

from app.errors import InvalidInput
from app.runtime.settings import ROOT
from app.scene.image_file import MAX_EXIF, MAX_SIDE, read
from app.scene.image_sanitizer import (
    MAX_PARTS,
    START_OF_SCAN,
    sanitized_jpeg,
    sanitized_png,
    segments,
)
from tests.scene.files import chunk, file, photo, png_of

RGB = photo(12, 20)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def decoded(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)))


def refused(content: bytes) -> str:
    with pytest.raises(InvalidInput) as caught:
        read(content, "picture")
    assert caught.value.where == "picture"
    return caught.value.message


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_its_pixels_and_nothing_else(mode):
    plain = file(RGB.convert(mode), "PNG")
    told = file(RGB.convert(mode), "PNG", icc_profile=PROFILE, dpi=(72, 72), comment="c" * 99)
    assert sanitized_png(told) == sanitized_png(plain) == plain
    np.testing.assert_array_equal(decoded(sanitized_png(told)), decoded(told))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 2}])
def test_a_jpeg_keeps_its_pixels(mode, options):
    exif = Image.Exif()
    exif[0x0112] = 3
    more = {"icc_profile": PROFILE * 40, "comment": b"c" * 999, "exif": exif}
    told = file(RGB.convert(mode), "JPEG", **more, **options)
    small = sanitized_jpeg(told)
    assert len(told) - len(small) > 40 * len(PROFILE)
    np.testing.assert_array_equal(decoded(small), decoded(told))
    assert Image.open(io.BytesIO(small)).getexif()[0x0112] == 3
    assert b"".join(segment for _, segment in segments(told)) == told[2:]


def test_an_rgb_jpeg_stays_rgb():
    """Only Adobe's segment says that the values are not YCbCr."""
    told = file(RGB, "JPEG", keep_rgb=True, quality=95)
    np.testing.assert_array_equal(decoded(sanitized_jpeg(told)), decoded(told))


def test_the_first_of_several_pictures_in_a_file_is_kept():
    first = file(RGB, "JPEG")
    assert sanitized_jpeg(first + file(RGB.rotate(90), "JPEG")) == sanitized_jpeg(first)


def scanned(size: int, times: int) -> bytes:
    """A progressive JPEG whose last scan is repeated `times` times."""
    whole = file(Image.new("L", (size, size)), "JPEG", progressive=True)
    parts = list(segments(whole))
    last = next(part for kind, part in reversed(parts) if kind == START_OF_SCAN)
    return whole[:-2] + last * times + whole[-2:]


@pytest.mark.parametrize(("size", "most"), [(4000, 25), (2200, 82), (64, 100)])
def test_too_many_scans_are_refused(size, most):
    own = scanned(size, 0).count(b"\xff\xda")
    assert read(scanned(size, most - own), "picture").size == (size, size)
    message = refused(scanned(size, most - own + 1))
    assert message == f"expected a JPEG of at most {most} scans; got more"


@pytest.mark.parametrize("junk", [b"\0", b"\xff\x01\0", b"\xff\xd0\0", b"\xff\xff\0", b"\xff\0"])
def test_bytes_that_decoders_skip_hide_nothing(junk):
    """Between segments, decoders skip any bytes before the next marker."""
    content = scanned(64, 200)
    at = content.index(b"\xff\xdb")
    assert "at most 100 scans" in refused(content[:at] + junk + content[at:])
    plain = file(RGB, "JPEG")
    at = plain.index(b"\xff\xdb")
    told = plain[:at] + junk + b"\xff\xfe\0\5abc" + plain[at:]
    assert b"abc" not in sanitized_jpeg(told)


def test_a_run_of_fill_bytes_is_skipped_at_once():
    """With quadratic time, this would take days."""
    plain = file(RGB, "JPEG")
    at = plain.index(b"\xff\xda") + 14
    told = plain[:at] + b"\xff" * 4_000_000 + b"\0" + plain[at:]
    assert len(sanitized_jpeg(told)) >= len(plain)


def test_too_many_chunks_and_segments_are_refused():
    header, rest = file(RGB, "PNG")[:33], file(RGB, "PNG")[33:]
    profile = chunk(b"iCCP", b"p\0\0")
    np.testing.assert_array_equal(read(header + profile * 9000 + rest, "picture"), np.asarray(RGB))
    few = f"expected a PNG of at most {MAX_PARTS} chunks; got more"
    assert refused(header + profile * MAX_PARTS + rest) == few
    content = file(RGB, "JPEG")
    message = refused(content[:2] + b"\xff\xfe\0\2" * MAX_PARTS + content[2:])
    assert message == f"expected a JPEG of at most {MAX_PARTS} segments; got more"


@pytest.mark.parametrize("shape", [(1, MAX_SIDE + 1), (MAX_SIDE + 1, 1)])
def test_a_picture_of_very_many_rows_or_columns_is_refused(shape):
    message = refused(png_of(*shape))
    assert message == f"expected at most {MAX_SIDE} px a side; got {shape[0]} × {shape[1]}"


def test_exif_of_very_many_entries_is_not_parsed_and_logs_nothing():
    """Pillow warns about each odd entry, with the path of its own source file."""
    entry = b"\x01\x00\x00\x02\xff\xff\xff\xff\x00\x00\x00\x00"
    for size in (MAX_EXIF - 20, MAX_EXIF + 1):
        entries = size // 12
        exif = b"MM\0\x2a\0\0\0\x08" + entries.to_bytes(2) + entry * entries
        plain = file(RGB, "PNG")
        content = plain[:33] + chunk(b"eXIf", exif) + plain[33:]
        code = "import sys; from app.scene.image_file import read; "
        code += "print(read(sys.stdin.buffer.read(), 'picture').size)"
        told = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, input=content, capture_output=True
        )
        assert (told.stdout, told.stderr) == (b"(20, 12)\n", b"")

"""Untrusted image files: every pixel mode is read, and hostile files are not decoded."""

import contextlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from app.errors import InvalidInput
from app.runtime.settings import ROOT
from app.scene.image_file import KINDS, MAX_EXIF, MAX_PIXELS, MAX_SIDE, read
from tests.scene.files import animated_webp, chunk, file, jpeg_of, photo, png_of, webp_of

RGB = photo(12, 20)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


def why(content: bytes, **options) -> str:
    """The error message for a file."""
    with pytest.raises(InvalidInput) as caught:
        read(content, "picture", **options)
    assert caught.value.where == "picture"
    return caught.value.message


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(read(content, "picture"))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_lossless_files_are_read_to_the_last_bit(kind):
    content = file(RGB, kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_array_equal(pixels(content), np.asarray(RGB))


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"quality": 60}, {"subsampling": 2}]
)
def test_a_jpeg_is_read_with_small_errors(options):
    image = photo(120, 180)
    got = pixels(file(image, "JPEG", **{"quality": 95, **options})).astype(int)
    assert np.abs(got - np.asarray(image)).mean() < 3


def test_transparent_pixels_are_kept():
    rgba = RGB.copy()
    rgba.putalpha(Image.linear_gradient("L").resize(RGB.size))
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True, "exact": True})):
        np.testing.assert_array_equal(pixels(file(rgba, kind, **options)), np.asarray(rgba))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_a_png_is_read(mode):
    image = RGB.convert(mode)
    content = file(image, "PNG")
    with_alpha = mode.endswith("A")
    expected = image.convert("RGBA" if with_alpha else "RGB")
    np.testing.assert_array_equal(pixels(content), np.asarray(expected))


def test_one_clear_colour_of_a_palette_is_clear():
    image = Image.new("P", (4, 2))
    image.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0])
    image.putdata([0, 1, 2, 1] * 2)
    got = pixels(file(image, "PNG", transparency=1))
    assert got[0].tolist() == [[0, 0, 0, 255], [255, 0, 0, 0], [0, 255, 0, 255], [255, 0, 0, 0]]


def test_sixteen_bits_of_grey_are_scaled_not_clipped():
    values = np.array([[0, 255, 256, 0x8000, 0xFFFF]], np.uint16)
    assert pixels(file(Image.fromarray(values), "PNG"))[0, :, 0].tolist() == [0, 0, 1, 128, 255]


def test_one_clear_grey_of_sixteen_bits_is_clear():
    rows = b"\x00" + np.array([0x1234, 0x1235], ">u2").tobytes()
    plain = png_of(1, 2, rows, depth=16, colour=0)
    content = plain[:33] + chunk(b"tRNS", b"\x12\x34") + plain[33:]
    assert pixels(content)[0].tolist() == [[0x12, 0x12, 0x12, 0], [0x12, 0x12, 0x12, 255]]


@pytest.mark.parametrize("colour", [2, 4, 6])
def test_sixteen_bits_of_colour_are_scaled(colour):
    channels = {2: 3, 4: 2, 6: 4}[colour]
    rows = b"\x00" + np.full((2, channels), 0x80FF, ">u2").tobytes()
    got = pixels(png_of(1, 2, rows, depth=16, colour=colour))
    assert got.shape == (1, 2, 3 if colour == 2 else 4)
    assert (got == 0x80).all()


def test_a_cmyk_jpeg_is_read():
    cmyk = Image.new("CMYK", (16, 8), (0, 255, 255, 0))
    got = pixels(file(cmyk, "JPEG", quality=95)).astype(int)
    assert got.shape == (8, 16, 3)
    assert np.abs(got - (255, 0, 0)).max() < 12


def test_the_first_frame_of_an_animation_is_read():
    frames = [Image.new("RGB", (9, 7), colour) for colour in ("red", "lime", "blue")]
    for kind in ("WEBP", "PNG"):
        options = {"lossless": True} if kind == "WEBP" else {}
        content = file(frames[0], kind, save_all=True, append_images=frames[1:], **options)
        got = pixels(content)
        assert got.shape[:2] == (7, 9)
        assert (got[..., :3] == (255, 0, 0)).all()


def test_a_small_first_frame_of_a_webp_lies_in_its_place_on_a_clear_ground():
    blue, red = Image.new("RGB", (3, 2), "blue"), Image.new("RGB", (6, 4), "red")
    got = pixels(animated_webp(4, 6, (2, 2, blue), (0, 0, red)))
    wanted = np.zeros((4, 6, 4), np.uint8)
    wanted[2:4, 2:5] = (0, 0, 255, 255)
    np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_orientation_in_xmp_is_no_exif(kind):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" tiff:Orientation="6"/>'
    plain, told = file(RGB, kind), file(RGB, kind, xmp=xmp)
    if kind == "PNG":
        text = b"XML:com.adobe.xmp\0\0\0\0\0" + xmp
        told = plain[:33] + chunk(b"iTXt", text) + plain[33:]
    np.testing.assert_array_equal(pixels(told), pixels(plain))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_colour_profile_is_ignored(kind):
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    plain, told = file(RGB, kind), file(RGB, kind, icc_profile=wide)
    assert len(told) > len(plain)
    np.testing.assert_array_equal(pixels(told), pixels(plain))


def test_the_first_picture_of_a_jpeg_for_stereo_is_read():
    plain = file(RGB, "JPEG")
    pair = file(RGB, "MPO", save_all=True, append_images=[RGB.rotate(90, expand=True)])
    np.testing.assert_array_equal(pixels(pair), pixels(plain))


# The transformation that turns each EXIF orientation upright, in NumPy.
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a, 1),
}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_rotated_by_its_exif(orientation, kind):
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if kind == "WEBP" else {}
    plain, told = (file(RGB, kind, **more, **options) for more in ({}, {"exif": exif}))
    np.testing.assert_array_equal(pixels(told), UPRIGHT[orientation](pixels(plain)))


# Pillow warns in the log as well.
@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("exif", [b"", b"Exif\x00\x00", b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff"])
def test_unreadable_exif_is_ignored(exif):
    plain = file(RGB, "JPEG")
    np.testing.assert_array_equal(pixels(file(RGB, "JPEG", exif=exif)), pixels(plain))


@pytest.mark.parametrize(
    ("content", "came"),
    [
        (b"", "no bytes"),
        (b"\x89PNG", "begins with '\\x89PNG'"),
        (file(RGB, "GIF"), "begins with 'GIF8"),
        (file(RGB, "BMP"), "begins with 'BM"),
        (file(RGB, "TIFF"), "begins with"),
        (SVG, "begins with '<?xml ve'"),
        (b"RIFF\x00\x00\x00\x00WAVE", "begins with 'RIFF"),
        (b"\x00" * 1000, "begins with"),
    ],
)
def test_another_kind_of_file_is_refused_regardless_of_its_name(content, came):
    message = why(content)
    assert message.startswith("expected a PNG, JPEG or WebP file; got ")
    assert came in message


def test_the_accepted_kinds_can_be_restricted():
    assert why(file(RGB, "JPEG"), kinds=("PNG",)).startswith("expected a PNG file; got one")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.95])
def test_a_file_that_is_cut_short_is_refused(kind, share):
    content = file(photo(60, 90), kind)
    message = why(content[: max(16, int(share * len(content)))])
    assert "cut short or broken" in message


@pytest.fixture
def nothing_is_decoded(monkeypatch):
    """Makes every decoder fail, so that only a check of the header gives its own message."""

    def fail(self):
        raise AssertionError("decoded")

    for _, opener in KINDS.values():
        monkeypatch.setattr(opener, "load", fail)


@pytest.mark.usefixtures("nothing_is_decoded")
@pytest.mark.parametrize("make", [png_of, webp_of, jpeg_of])
@pytest.mark.parametrize(
    ("height", "width"), [(4001, 4000), (4000, 4001), (1000, 16001), (16000, 16000)]
)
def test_too_many_pixels_are_refused_by_the_header_alone(make, height, width):
    content = make(height, width)
    assert len(content) < 2000
    assert why(content).startswith(f"expected at most {MAX_PIXELS:,} px; got ")


def test_a_png_of_two_thousand_million_rows_is_refused():
    assert "px" in why(png_of(2**31 - 1, 2**31 - 1, b""))


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (0, 0)])
def test_a_picture_without_pixels_is_refused(size):
    why(png_of(*size, b"\x00"))
    why(jpeg_of(*size))


def test_sixteen_megapixels_are_accepted():
    image = Image.new("L", (4000, 4000), 200)
    got = pixels(file(image, "PNG", compress_level=1))
    assert got.shape == (4000, 4000, 3)
    assert (got == 200).all()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_bytes_changed_at_random_give_pixels_or_an_error(kind, data):
    content = bytearray(file(RGB, kind))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(12, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InvalidInput):
        image = read(bytes(content), "picture", max_pixels=100_000)
        assert image.mode in ("RGB", "RGBA")
        assert 0 < image.width * image.height <= 100_000


@pytest.mark.parametrize("shape", [(1, MAX_SIDE + 1), (MAX_SIDE + 1, 1)])
def test_a_picture_of_very_many_rows_or_columns_is_refused(shape):
    message = why(png_of(*shape))
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

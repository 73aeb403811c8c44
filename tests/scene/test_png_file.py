"""PNG files by the specification: every depth, colour type, clear colour and frame."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from app.errors import InvalidInput
from app.scene.image_file import read
from app.scene.png_file import MAX_CHUNKS, first_picture
from tests.scene.files import chunk, file, photo

PHOTO = photo(12, 20)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
DATA = Path(__file__).parents[1] / "data" / "pictures"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB, INDEXED, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, RGB: 3, INDEXED: 1, GREY_ALPHA: 2, RGBA: 4}
DEPTHS = {
    GREY: (1, 2, 4, 8, 16),
    RGB: (8, 16),
    INDEXED: (1, 2, 4, 8),
    GREY_ALPHA: (8, 16),
    RGBA: (8, 16),
}
KINDS = [(colour, depth) for colour, depths in DEPTHS.items() for depth in depths]
HEIGHT, WIDTH = 9, 11
# Start and step of the rows and the columns of each pass of an interlaced picture.
PASSES = [
    (0, 8, 0, 8),
    (0, 8, 4, 8),
    (4, 8, 0, 4),
    (0, 4, 2, 4),
    (2, 4, 0, 2),
    (0, 2, 1, 2),
    (1, 2, 0, 1),
]
PALETTE = np.random.default_rng(1).integers(0, 256, (256, 3), np.uint8)


def packed(samples: np.ndarray, depth: int) -> bytes:
    """Samples `[row col channel]` as unfiltered scanlines."""
    lines = []
    for row in samples.reshape(len(samples), -1):
        if depth == 16:
            line = row.astype(">u2").tobytes()
        else:
            bits = np.unpackbits(row.astype(np.uint8)[:, None], axis=1)[:, 8 - depth :]
            line = np.packbits(bits.reshape(-1)).tobytes()
        lines.append(b"\x00" + line)
    return b"".join(lines)


def data_of(samples: np.ndarray, depth: int, interlaced: bool = False) -> bytes:
    if not interlaced:
        return zlib.compress(packed(samples, depth))
    parts = [samples[top::down, left::right] for top, down, left, right in PASSES]
    return zlib.compress(b"".join(packed(part, depth) for part in parts if part.size))


def header(height: int, width: int, depth: int, colour: int, interlaced: bool = False) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def png(samples: np.ndarray, depth: int, colour: int, *parts: bytes, interlaced=False) -> bytes:
    """A PNG of samples `[row col channel]`, with more chunks before its data."""
    begin = header(*samples.shape[:2], depth, colour, interlaced)
    palette = chunk(b"PLTE", PALETTE[: 1 << depth].tobytes()) if colour == INDEXED else b""
    data = chunk(b"IDAT", data_of(samples, depth, interlaced))
    return SIGNATURE + begin + palette + b"".join(parts) + data + chunk(b"IEND", b"")


def noise(depth: int, colour: int) -> np.ndarray:
    rng = np.random.default_rng(depth + colour)
    return rng.integers(0, 1 << depth, (HEIGHT, WIDTH, CHANNELS[colour]))


def eight_bits(samples: np.ndarray, depth: int) -> np.ndarray:
    return samples >> 8 if depth == 16 else samples * 255 // ((1 << depth) - 1)


def expected(samples: np.ndarray, depth: int, colour: int, clear: np.ndarray) -> np.ndarray:
    """RGBA by the specification."""
    if colour == INDEXED:
        rgb, alpha = PALETTE[samples[..., 0]], np.full((HEIGHT, WIDTH), 255)
    else:
        values = eight_bits(samples, depth)
        grey = colour in (GREY, GREY_ALPHA)
        rgb = values[..., [0, 0, 0]] if grey else values[..., :3]
        alpha = values[..., -1] if colour in (GREY_ALPHA, RGBA) else np.full((HEIGHT, WIDTH), 255)
    return np.dstack([rgb, np.where(clear, 0, alpha)]).astype(np.uint8)


def rgba(content: bytes) -> np.ndarray:
    return np.asarray(read(content, "picture").convert("RGBA"))


def shown(name: str) -> list:
    return rgba((DATA / name).read_bytes())[0].tolist()


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize(("colour", "depth"), KINDS)
def test_every_depth_and_colour_type_is_read_to_the_last_bit(colour, depth, interlaced):
    samples = noise(depth, colour)
    none = np.zeros((HEIGHT, WIDTH), bool)
    got = rgba(png(samples, depth, colour, interlaced=interlaced))
    np.testing.assert_array_equal(got, expected(samples, depth, colour, none))


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("at", [(0, 0), (5, 7), (8, 10)])
@pytest.mark.parametrize(("colour", "depth"), [kind for kind in KINDS if kind[0] in (GREY, RGB)])
def test_the_clear_colour_is_compared_in_its_own_depth(colour, depth, at, interlaced):
    samples = noise(depth, colour)
    if depth == 16:
        # Neighbours that 8 bits do not tell from the clear colour.
        samples[at[0], :3] = samples[at] ^ 1
    key = samples[at]
    clear = (samples == key).all(2)
    content = png(
        samples, depth, colour, chunk(b"tRNS", key.astype(">u2").tobytes()), interlaced=interlaced
    )
    np.testing.assert_array_equal(rgba(content), expected(samples, depth, colour, clear))
    assert clear[at]
    assert not clear.all()


@pytest.mark.parametrize(
    ("colour", "depth"),
    [(GREY, 1), (GREY, 2), (GREY, 4), (GREY, 8), (RGB, 8), (GREY, 16), (RGB, 16)],
)
def test_a_clear_colour_has_only_the_bits_of_its_depth(colour, depth):
    samples = noise(depth, colour)
    key = samples[3, 3]
    wide = key | (0xFFFF << depth & 0xFFFF)
    told, plain = (
        png(samples, depth, colour, chunk(b"tRNS", one.astype(">u2").tobytes()))
        for one in (wide, key)
    )
    np.testing.assert_array_equal(rgba(told), rgba(plain))


@pytest.mark.parametrize("depth", DEPTHS[INDEXED])
@pytest.mark.parametrize("alphas", [b"\x00", b"\xff\x00", b"\x07\x80\x7f\xff", b"\x00\x00"])
def test_a_palette_has_an_alpha_for_each_entry(depth, alphas):
    alphas = alphas[: 1 << depth]
    samples = noise(depth, INDEXED)
    whole = np.full(256, 255)
    whole[: len(alphas)] = list(alphas)
    none = np.zeros((HEIGHT, WIDTH), bool)
    wanted = expected(samples, depth, INDEXED, none)
    wanted[..., 3] = whole[samples[..., 0]]
    got = rgba(png(samples, depth, INDEXED, chunk(b"tRNS", alphas)))
    np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize(("colour", "depth"), [(4, 8), (6, 16)])
def test_a_picture_with_an_alpha_channel_has_no_clear_colour(colour, depth):
    samples = noise(depth, colour)
    key = samples[0, 0, : 1 if colour == GREY_ALPHA else 3].astype(">u2").tobytes()
    told = png(samples, depth, colour, chunk(b"tRNS", key))
    np.testing.assert_array_equal(rgba(told), rgba(png(samples, depth, colour)))


@pytest.mark.parametrize(
    "colours",
    [
        chunk(b"gAMA", struct.pack(">I", 100_000)),
        chunk(b"gAMA", struct.pack(">I", 22_727)),
        chunk(b"sRGB", b"\x00"),
        chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)),
        chunk(b"cICP", bytes([9, 16, 0, 1])),
        chunk(b"sBIT", b"\x05\x05\x05"),
        chunk(b"bKGD", b"\x00\x07\x00\x07\x00\x07"),
    ],
)
def test_samples_are_taken_as_they_stand(colours):
    samples = noise(8, RGB)
    none = np.zeros((HEIGHT, WIDTH), bool)
    got = rgba(png(samples, 8, RGB, colours))
    np.testing.assert_array_equal(got, expected(samples, 8, RGB, none))


def test_only_chunks_before_the_data_count_and_the_first_of_each_kind():
    samples = noise(8, GREY)
    first, other = (struct.pack(">H", samples[at][0]) for at in ((0, 0), (1, 1)))
    plain = png(samples, 8, GREY, chunk(b"tRNS", first))
    told = png(samples, 8, GREY, chunk(b"tRNS", first), chunk(b"tRNS", other))
    np.testing.assert_array_equal(rgba(told), rgba(plain))
    late = png(samples, 8, GREY)[:-12] + chunk(b"tRNS", first) + chunk(b"IEND", b"")
    assert read(late, "picture").mode == "RGB"


# Animations (PNG, third edition, section 4.9).


def control(number: int, height: int, width: int, top: int = 0, left: int = 0) -> bytes:
    body = struct.pack(">IIIIIHHBB", number, width, height, left, top, 1, 10, 0, 1)
    return chunk(b"fcTL", body)


def frame(number: int, colour: tuple, height: int, width: int) -> bytes:
    samples = np.broadcast_to(np.array(colour), (height, width, 3))
    return chunk(b"fdAT", struct.pack(">I", number) + data_of(samples, 8))


RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
COUNT = chunk(b"acTL", struct.pack(">II", 2, 0))


def animation(before: bytes, after: bytes) -> bytes:
    """An animation of 4 × 6 px whose default image is red."""
    samples = np.broadcast_to(np.array(RED), (4, 6, 3))
    data, end = chunk(b"IDAT", data_of(samples, 8)), chunk(b"IEND", b"")
    return SIGNATURE + header(4, 6, 8, RGB) + before + data + after + end


def test_the_default_image_is_the_first_frame_where_it_has_a_control():
    content = animation(COUNT + control(0, 4, 6), control(1, 4, 6) + frame(2, BLUE, 4, 6))
    assert (rgba(content) == (*RED, 255)).all()


def test_a_hidden_default_image_is_no_frame():
    rest = control(0, 4, 6) + frame(1, BLUE, 4, 6) + control(2, 4, 6) + frame(3, GREEN, 4, 6)
    got = rgba(animation(COUNT, rest))
    assert got.shape == (4, 6, 4)
    assert (got == (*BLUE, 255)).all()


def test_a_small_first_frame_lies_in_its_place_on_a_clear_ground():
    got = rgba(animation(COUNT, control(0, 2, 3, top=1, left=2) + frame(1, BLUE, 2, 3)))
    wanted = np.zeros((4, 6, 4), np.uint8)
    wanted[1:3, 2:5] = (*BLUE, 255)
    np.testing.assert_array_equal(got, wanted)


def test_the_data_of_a_frame_may_be_in_parts():
    samples = np.broadcast_to(np.array(BLUE), (4, 6, 3))
    data = data_of(samples, 8)
    parts = [chunk(b"fdAT", struct.pack(">I", 1 + i) + data[i : i + 1]) for i in range(len(data))]
    got = rgba(animation(COUNT, control(0, 4, 6) + b"".join(parts)))
    assert (got == (*BLUE, 255)).all()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", control(0, 4, 6) + frame(1, BLUE, 4, 6)),
        (chunk(b"acTL", bytes(8)), control(0, 4, 6) + frame(1, BLUE, 4, 6)),
        (COUNT, control(0, 4, 7) + frame(1, BLUE, 4, 7)),
        (COUNT, control(0, 4, 6, top=1) + frame(1, BLUE, 4, 6)),
        (COUNT, control(0, 0, 6) + frame(1, BLUE, 4, 6)),
        (COUNT, control(0, 4, 6)),
        (COUNT, frame(0, BLUE, 4, 6)),
        (COUNT, b""),
    ],
    ids=["no acTL", "no frames", "too wide", "too low", "empty", "no data", "no control", "none"],
)
def test_an_animation_that_breaks_the_rules_shows_its_default_image(before, after):
    assert (rgba(animation(before, after)) == (*RED, 255)).all()


def test_pixels_are_counted_over_the_whole_picture_not_the_frame():
    content = animation(COUNT, control(0, 2, 3) + frame(1, BLUE, 2, 3))
    with pytest.raises(InvalidInput, match=r"at most 20 px; got 4 × 6 = 24 px"):
        read(content, "picture", max_pixels=20)


def test_the_checksum_of_a_frame_counts():
    content = animation(COUNT, control(0, 4, 6) + frame(1, BLUE, 4, 6))
    at = content.index(b"fdAT") + 10
    with pytest.raises(InvalidInput, match="cut short or broken"):
        read(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], "picture")


@pytest.mark.parametrize(
    "content",
    [
        SIGNATURE,
        SIGNATURE + chunk(b"IEND", b""),
        SIGNATURE + header(1, 1, 8, RGB) + chunk(b"IEND", b""),
        png(noise(8, GREY), 8, GREY, header(1, 1, 8, GREY)),
        png(noise(8, GREY), 8, GREY, chunk(b"tRNS", b"\x00")),
        png(noise(8, RGB), 8, RGB, chunk(b"tRNS", b"\x00\x00")),
        png(noise(8, GREY), 3, GREY),
        png(noise(8, INDEXED), 8, INDEXED).replace(b"PLTE", b"pLTE"),
    ],
    ids=["empty", "end", "no data", "two headers", "grey key", "key", "3 bits", "no palette"],
)
def test_a_broken_structure_is_refused(content):
    with pytest.raises(InvalidInput, match="cut short or broken"):
        read(content, "picture")


def test_inputs_that_decoders_read_differently():
    assert shown("g2-trns-white.png")[:2] == [[255, 255, 255, 0], [170, 170, 170, 255]]
    assert shown("g4-trns-white.png") == [[255, 255, 255, 0], [51, 51, 51, 255]]
    assert shown("rgb16-trns-8000.png") == [[128, 128, 128, 0], [0, 0, 0, 255]]
    assert shown("apng-hidden-default.png") == [[0, 0, 255, 255]] * 2
    assert shown("gama-1.0.png") == [[64, 64, 64, 255]]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_png_keeps_its_pixels_and_nothing_else(mode):
    plain = file(PHOTO.convert(mode), "PNG")
    told = file(PHOTO.convert(mode), "PNG", icc_profile=PROFILE, dpi=(72, 72), comment="c" * 99)
    assert first_picture(told).content == first_picture(plain).content == plain
    np.testing.assert_array_equal(Image.open(io.BytesIO(plain)), Image.open(io.BytesIO(told)))


def test_too_many_chunks_are_refused():
    whole = file(PHOTO, "PNG")
    begin, rest = whole[:33], whole[33:]
    profile = chunk(b"iCCP", b"p\0\0")
    got = read(begin + profile * 9000 + rest, "picture")
    np.testing.assert_array_equal(got, np.asarray(PHOTO))
    with pytest.raises(InvalidInput, match=f"at most {MAX_CHUNKS} chunks; got more"):
        read(begin + profile * MAX_CHUNKS + rest, "picture")

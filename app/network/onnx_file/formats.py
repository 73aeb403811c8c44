"""What a file is, by its first bytes: every format but ONNX is refused by its name."""

from typing import NamedTuple

from app.errors import NotOnnx
from app.network.onnx_file import torch_file

SIDES = {1: 28, 3: 224}
"""Rows and cols of a picture in an example, px, by its channels: as in MNIST and in ImageNet."""
LOADED = 'torch.load("weights.pt", weights_only=True)'


def torch_lines(channels: int = 3) -> str:
    """Three lines that export a network of PyTorch; the picture's size is the network's own."""
    size = f"1, {channels}, {SIDES[channels]}, {SIDES[channels]}"
    return f"""import torch
model.eval()
torch.onnx.export(model, torch.zeros({size}), "model.onnx", dynamo=False)"""


def built_lines(channels: int = 3, loaded: str = LOADED, first: str = "") -> str:
    """The same for weights alone, into a network that its own code makes."""
    begin, *rest = torch_lines(channels).splitlines()
    return "\n".join(
        [
            *([first] if first else []),
            begin,
            "model = MyNetwork()  # the class in your own code",
            f"model.load_state_dict({loaded})",
            *rest,
        ]
    )


TORCH = torch_lines()
BUILT = built_lines()
BUILT_SAFE = built_lines(
    loaded='load_file("model.safetensors")', first="from safetensors.torch import load_file"
)

KERAS = """import keras
model = keras.models.load_model("model.keras")
model.export("model.onnx", format="onnx")"""
"""Three lines that export a network of Keras."""


class Format(NamedTuple):
    """A format that is not taken: what a sentence calls it, and the lines that export it."""

    title: str
    lines: tuple[str, ...]
    todo: str = "Export the network to ONNX:"


BUILD = "They are no network yet: build it in your own code, then export it to ONNX:"
PICKLE = Format("a file of PyTorch or another pickle, which is code", (TORCH,))
PICKLED = Format("a file of PyTorch, a pickle, which is code", (TORCH,))
OF_TORCH = {PICKLE, PICKLED}
"""What may be weights alone."""
SAVED_MODEL = Format("a SavedModel of TensorFlow", (KERAS,))

ZIPPED: tuple[tuple[bytes, Format], ...] = (
    (b"archive_format", Format("a program of torch.export", (TORCH,))),
    (b"serialized_exported_program", Format("a program of torch.export", (TORCH,))),
    (b"constants.pkl", Format("a TorchScript file, which holds code", (TORCH,))),
    (b"data.pkl", PICKLED),
    (b"model.weights.h5", Format("a file of Keras", (KERAS,))),
    (b"saved_model.pb", SAVED_MODEL),
    (b".onnx", Format("a zip archive with an ONNX file in it: send that file itself", ())),
    (b".mlmodel", Format("a package of Core ML", (TORCH, KERAS))),
)
"""What an archive is, by the names of the files in it; the first that fits."""

BEGINNINGS: tuple[tuple[bytes, Format], ...] = (
    (b"\x89HDF\r\n\x1a\n", Format("an HDF5 file, as Keras wrote them", (KERAS,))),
    (b"\x89PNG", Format("a picture (PNG): drop it on the canvas instead", ())),
    (b"\xff\xd8\xff", Format("a picture (JPEG): drop it on the canvas instead", ())),
    (b"GIF8", Format("a picture (GIF): drop it on the canvas instead", ())),
    (b"BM", Format("a picture (BMP): drop it on the canvas instead", ())),
    (b"%PDF", Format("a PDF document", ())),
    (b"\x1f\x8b", Format("a gzip archive: send the file that is in it", ())),
    (b"\x93NUMPY", Format("an array of NumPy", ())),
    (b"\x7fELF", Format("a program", ())),
    (b"MZ", Format("a program", ())),
    (
        b"version https://git-lfs",
        Format("a pointer of Git LFS, not the file itself: fetch it with `git lfs pull`", ()),
    ),
    (b"GGUF", Format("a GGUF file", ())),
    (b"\x80", PICKLE),
)


def check(raw: bytes) -> None:
    """Raises NotOnnx where the bytes are known to be of another format, or can be no model."""
    if not raw:
        raise NotOnnx("expected an ONNX file, got an empty one")
    found = recognise(raw)
    if found is None:
        return
    if found in OF_TORCH and (inside := torch_file.held(raw)):
        found = of_torch(found, inside)
    todo = [found.todo] if found.lines else []
    raise NotOnnx("\n".join([f"expected an ONNX file, got {found.title}", *todo, *found.lines]))


def of_torch(file: Format, inside: torch_file.Held) -> Format:
    """The format of a file of PyTorch, with lines for what it holds."""
    channels = inside.channels or 3
    if not inside.weights:
        return file._replace(lines=(torch_lines(channels),))
    title = "weights of PyTorch (a state_dict), which say nothing of the layers"
    return Format(title, (built_lines(channels),), BUILD)


def recognise(raw: bytes) -> Format | None:
    """The format of the bytes, None where they may be ONNX."""
    for beginning, known in BEGINNINGS:
        if raw.startswith(beginning):
            return known
    if raw.startswith(b"PK\x03\x04"):
        # A zip archive names its files in the clear: nothing is unpacked.
        return next(
            (known for name, known in ZIPPED if name in raw),
            Format("a zip archive", (TORCH, KERAS)),
        )
    if raw[4:8] == b"TFL3":
        return Format("a model of TensorFlow Lite", (KERAS,))
    if raw[8:9] == b"{" and int.from_bytes(raw[:8], "little") <= len(raw) - 8:
        title = "weights in safetensors, which say nothing of the layers"
        return Format(title, (BUILT_SAFE,), BUILD)
    if raw[257:262] == b"ustar":
        return Format("a tar archive", (TORCH, KERAS))
    start = raw[:64].lstrip()
    if start.startswith((b"<", b"{", b"[")) or is_text(raw[:512]):
        return Format("a text file", (TORCH, KERAS))
    if raw[:1] != b"\x08" and b"tensorflow" in raw[: 2**16]:
        return SAVED_MODEL
    return None


def is_text(raw: bytes) -> bool:
    """Whether bytes are printable ASCII alone."""
    return all(32 <= byte < 127 or byte in b"\t\r\n" for byte in raw)

"""What a file of PyTorch holds, by its pickle's operations.

Nothing is unpickled: that would run the file's code.
"""

import io
import pickletools
import struct
from typing import NamedTuple

MOST = 2**19
"""Bytes of a pickle that are read; those of the weights' numbers lie elsewhere in the file."""
PICKLES = 4
"""Of a file as old versions write it: two of versions, one of the machine, one of what is saved."""
HEADER = struct.Struct("<4sHHHHHIIIHH")
"""A file's header in a zip archive, before its name."""
STORED = 0
"""The method of a zip archive that compresses nothing."""
REBUILD = "torch._utils _rebuild_"
"""How the names begin of what makes a tensor or a parameter of its numbers."""
OF_DATA = {
    *("collections", "builtins", "__builtin__", "_codecs", "numpy", "argparse", "pathlib"),
}
OF_TENSORS = {"torch", "torch._utils", "torch._tensor", "torch.storage", "torch.serialization"}
"""Packages, and modules of torch, that have classes of data and none of layers."""


class Held(NamedTuple):
    """What a file holds.

    Args:
        weights: whether tensors are all, without the class of a network.
        channels: of the pictures that the first convolution takes; None where none takes 1 or 3.
    """

    weights: bool
    channels: int | None


def held(raw: bytes) -> Held | None:
    """What a file of PyTorch holds; None where that cannot be told, or where it has no tensor."""
    pickled = pickle_of(raw)
    if pickled is None:
        return None
    names, shapes = set[str](), list[tuple[int, ...]]()
    numbers: list[int] | None = None
    stream = io.BytesIO(pickled)
    try:
        for _ in range(PICKLES):
            for operation, argument, _ in pickletools.genops(stream):
                if operation.name in ("GLOBAL", "INST"):
                    names.add(str(argument))
                if operation.name == "STACK_GLOBAL":
                    # Its name is no part of the operation; torch writes none.
                    return None
                if operation.name == "MARK":
                    numbers = []
                elif type(argument) is int and numbers is not None and "INT" in operation.name:
                    numbers.append(argument)
                else:
                    if operation.name == "TUPLE" and numbers and len(numbers) == 4:
                        shapes.append(tuple(numbers))
                    numbers = None
            if any(name.startswith(REBUILD) for name in names):
                break
    except (ValueError, IndexError, KeyError, AttributeError, OverflowError, struct.error):
        return None
    if not any(name.startswith(REBUILD) for name in names):
        return None
    # Sizes stand as (slices out, slices in, rows, cols), before the strides.
    channels = next((shape[1] for shape in shapes if shape[1] in (1, 3)), None)
    return Held(all(map(is_of_data, names)), channels)


def is_of_data(name: str) -> bool:
    """Whether a name in a pickle, `module attribute`, is none of a layer or a network."""
    module = name.partition(" ")[0]
    return module in OF_TENSORS or module.partition(".")[0] in OF_DATA


def pickle_of(raw: bytes) -> bytes | None:
    """The beginning of the pickle in a file; None where it is compressed, or not there."""
    if raw.startswith(b"\x80"):
        return raw[:MOST]
    name = raw.find(b"data.pkl")
    at = raw.rfind(b"PK\x03\x04", 0, max(name, 0))
    if at < 0 or len(raw) < at + HEADER.size:
        return None
    *_, method, _, _, _, _, _, length, more = HEADER.unpack_from(raw, at)
    start = at + HEADER.size + length + more
    return raw[start : start + MOST] if method == STORED else None

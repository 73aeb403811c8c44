"""A file within a wheel, read without installing the wheel or running anything of it."""

import hashlib
from pathlib import Path
from zipfile import ZipFile


def member(wheel: Path, name: str, sha256: str) -> bytes:
    """The bytes of the file `name` in a wheel.

    Raises:
        ValueError: the file has another hash than `sha256`.
        KeyError: the wheel has no such file.
        OSError: the wheel cannot be read.
    """
    with ZipFile(wheel) as archive:
        raw = archive.read(name)
    found = hashlib.sha256(raw).hexdigest()
    if found != sha256:
        raise ValueError(f"{name}: expected the SHA-256 {sha256}, got {found}")
    return raw

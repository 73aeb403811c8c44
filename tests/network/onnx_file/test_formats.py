"""Files of other formats are refused by what they are."""

import io
import json
import pickle
import struct
import tarfile
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from app.errors import NotOnnx
from app.network.onnx_file.formats import KERAS, TORCH
from app.network.onnx_file.read import read


def torch_file(value, **options):
    """A value as torch saves it."""
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def exported_program():
    """A program of torch.export, as torch saves it."""
    buffer = io.BytesIO()
    torch.export.save(torch.export.export(nn.ReLU(), (torch.zeros(1),)), buffer)
    return buffer.getvalue()


def archive(*names):
    """A zip archive of empty files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, b"")
    return buffer.getvalue()


def tar():
    """A tar archive of one file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        file.addfile(tarfile.TarInfo("checkpoint"))
    return buffer.getvalue()


def array():
    """An array of NumPy, as it saves one."""
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    return buffer.getvalue()


WEIGHTS = {"weight": torch.zeros(3)}


@pytest.mark.parametrize(
    ("raw", "title", "lines"),
    [
        (b"", "empty", []),
        (torch_file(WEIGHTS), "PyTorch", [TORCH]),
        (torch_file(WEIGHTS, _use_new_zipfile_serialization=False), "pickle", [TORCH]),
        (pickle.dumps({"weight": 1}), "pickle", [TORCH]),
        (archive("net/constants.pkl", "net/data.pkl", "net/code/a.py"), "TorchScript", [TORCH]),
        (archive("metadata.json", "config.json", "model.weights.h5"), "Keras", [KERAS]),
        (archive("net/saved_model.pb"), "SavedModel", [KERAS]),
        (archive("net.onnx"), "with an ONNX file in it", []),
        (archive("readme"), "zip archive", [TORCH, KERAS]),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), "HDF5", [KERAS]),
        (save(WEIGHTS), "safetensors", [TORCH, KERAS]),
        (struct.pack("<I", 28) + b"TFL3" + bytes(100), "TensorFlow Lite", [KERAS]),
        (tar(), "tar archive", [TORCH, KERAS]),
        (array(), "NumPy", []),
        (json.dumps({"class_name": "Sequential"}).encode(), "text", [TORCH, KERAS]),
        (b"import torch\n", "text", [TORCH, KERAS]),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS", []),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG", []),
        (b"\xff\xd8\xff\xe0" + bytes(100), "JPEG", []),
        (b"%PDF-1.7\n" + bytes(100), "PDF", []),
        (b"\x1f\x8b\x08" + bytes(100), "gzip", []),
    ],
)
def test_another_format_is_refused_by_its_name(raw, title, lines):
    refused(raw, title, lines)


def test_a_program_of_torch_export_is_refused_by_its_name():
    """Apart from the rest, which is built while tests are collected: this takes torch seconds."""
    refused(exported_program(), "torch.export", [TORCH])


def refused(raw, title, lines):
    """Asserts that a file is refused by what it is, with these lines of code that convert it."""
    with pytest.raises(NotOnnx, match=title) as caught:
        read(raw)
    assert [shown for shown in (TORCH, KERAS) if shown in caught.value.message] == lines
    assert caught.value.code == "not_onnx"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the exporter
def test_the_lines_for_torch_export_what_can_be_read(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 222**2, 2))
    exec(TORCH, {"model": model})
    found = read((tmp_path / "model.onnx").read_bytes())
    assert [layer.kind for layer in found.spec.layers] == ["conv", "relu", "flatten", "fc"]

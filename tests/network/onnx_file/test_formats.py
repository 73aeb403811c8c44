"""Files of other formats are refused by what they are."""

import io
import json
import pickle
import random
import struct
import tarfile
import zipfile

import numpy as np
import pytest
import torch
from safetensors.torch import save, save_file
from torch import nn

from app.errors import NotOnnx
from app.network.onnx_file.formats import BUILT, BUILT_SAFE, KERAS, TORCH, built_lines
from app.network.onnx_file.read import read
from app.network.onnx_file.torch_file import Held, held


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
OLD = {"_use_new_zipfile_serialization": False}


@pytest.mark.parametrize(
    ("raw", "title", "lines"),
    [
        (b"", "empty", []),
        (torch_file(WEIGHTS), "weights of PyTorch", [BUILT]),
        (torch_file(WEIGHTS, **OLD), "weights of PyTorch", [BUILT]),
        (torch_file({"epoch": 3, "model": nn.Linear(2, 2).state_dict()}), "weights", [BUILT]),
        (torch_file(nn.Linear(2, 2)), "a file of PyTorch, a pickle", [TORCH]),
        (torch_file(nn.Linear(2, 2), **OLD), "PyTorch or another pickle", [TORCH]),
        (pickle.dumps({"weight": 1}), "pickle", [TORCH]),
        (archive("net/constants.pkl", "net/data.pkl", "net/code/a.py"), "TorchScript", [TORCH]),
        (archive("metadata.json", "config.json", "model.weights.h5"), "Keras", [KERAS]),
        (archive("net/saved_model.pb"), "SavedModel", [KERAS]),
        (archive("net.onnx"), "with an ONNX file in it", []),
        (archive("readme"), "zip archive", [TORCH, KERAS]),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), "HDF5", [KERAS]),
        (save(WEIGHTS), "safetensors", [BUILT_SAFE]),
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
    known = (TORCH, BUILT, BUILT_SAFE, KERAS)
    assert [shown for shown in known if shown in caught.value.message] == lines
    assert caught.value.code == "not_onnx"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the exporter
def test_the_lines_for_torch_export_what_can_be_read(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 222**2, 2))
    exec(TORCH, {"model": model})
    found = read((tmp_path / "model.onnx").read_bytes())
    assert [layer.kind for layer in found.spec.layers] == ["conv", "relu", "flatten", "fc"]


class MyNetwork(nn.Sequential):
    """As a visitor's own class, which the lines for weights alone name."""

    def __init__(self):
        super().__init__(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 26**2, 2))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the exporter
@pytest.mark.parametrize("safe", [False, True])
def test_the_lines_for_weights_build_the_network_with_its_own_channels(monkeypatch, tmp_path, safe):
    monkeypatch.chdir(tmp_path)
    weights = MyNetwork().state_dict()
    if safe:
        save_file(weights, "model.safetensors")
        lines = BUILT_SAFE.replace("1, 3, 224, 224", "1, 1, 28, 28")
    else:
        torch.save(weights, "weights.pt")
        lines = built_lines(1)
        with pytest.raises(NotOnnx) as caught:
            read((tmp_path / "weights.pt").read_bytes())
        assert caught.value.message.endswith("then export it to ONNX:\n" + lines)
    exec(lines, {"MyNetwork": MyNetwork})
    found = read((tmp_path / "model.onnx").read_bytes())
    assert [layer.kind for layer in found.spec.layers] == ["conv", "relu", "flatten", "fc"]
    assert torch.equal(found.weights["conv1.weight"], weights["0.weight"])


def test_what_a_file_of_torch_holds_is_told_without_unpickling_it(monkeypatch):
    module = MyNetwork()
    known = [
        torch_file(value, **old) for value in (module.state_dict(), module) for old in ({}, OLD)
    ]
    monkeypatch.setattr(pickle, "Unpickler", None)
    monkeypatch.setattr(pickle, "loads", None)
    assert [held(raw) for raw in known] == [Held(True, 1)] * 2 + [Held(False, 1)] * 2
    # Of compressed archives and of names that come from a stack nothing is told.
    assert held(torch_file(module.state_dict(), pickle_protocol=4)) is None
    assert held(pickle.dumps({"weight": 1})) is None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of escapes in damaged text
def test_a_damaged_file_of_torch_is_no_more_than_not_told():
    chance, raw = random.Random(0), torch_file(MyNetwork().state_dict())
    start = raw.index(b"data.pkl")
    for _ in range(300):
        hurt = bytearray(raw[: chance.randrange(20, len(raw))])
        for _ in range(chance.randrange(1, 9)):
            hurt[chance.randrange(min(start + 600, len(hurt)))] = chance.randrange(256)
        assert held(bytes(hurt)) is None or isinstance(held(bytes(hurt)), Held)

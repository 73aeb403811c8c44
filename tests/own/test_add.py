import json

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from app.errors import BrokenNetwork
from app.network.library import read_one
from app.own.add import main
from tests.own.examples import SPEC, card_text, map_raw, onnx_raw, weights_raw


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "network.onnx"
    path.write_bytes(onnx_raw())
    return path


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


def run(file, models, *more, name="mine"):
    return main([str(file), "--name", name, "--models", str(models), *more])


def test_a_network_is_written_as_the_library_reads_it(file, models, capsys):
    classes = file.with_name("classes.txt")
    classes.write_bytes(b"\xef\xbb\xbfcat\r\ndog \r\nbird\r\n \r\n\r\n")
    more = ["--title", "My network", "--classes", str(classes), "--range", "0", "255"]
    more += ["--mean", "127.5", "--std", "127.5", "--volumes", "conv1", "--source", "me, MIT"]
    assert run(file, models, *more) == 0
    card = read_one(models / "mine.json").card
    assert str(models / "mine.json") in capsys.readouterr().out
    assert (card.title, card.family, card.source) == ("My network", "mine", "me, MIT")
    assert card.outputs == ("cat", "dog", "bird")
    assert (card.input.range, card.input.mean, card.input.std) == ((0, 255), (127.5,), (127.5,))
    assert [layer.name for layer in card.layers if layer.role == "volume"] == ["conv1"]
    assert card.metrics is None


def test_a_spec_with_weights_is_taken_too(models, tmp_path):
    weights, card = tmp_path / "w.safetensors", tmp_path / "c.json"
    weights.write_bytes(weights_raw())
    card.write_text(card_text())
    assert run(weights, models, "--card", str(card), "--classes", "a, b") == 0
    stored = json.loads((models / "mine.json").read_text())
    assert stored["spec"]["outputs"] == ["a", "b"]
    sent, kept = load_file(weights), load_file(models / "mine.safetensors")
    assert sent.keys() == kept.keys()
    assert all(np.array_equal(sent[name], kept[name]) for name in sent)
    assert SPEC.input_shape == tuple(stored["spec"]["input_shape"])


def test_a_name_is_replaced_only_if_that_is_asked_for(file, models, capsys):
    assert run(file, models) == 0
    assert run(file, models) == 1
    assert "--replace" in capsys.readouterr().err
    assert run(file, models, "--replace", "--title", "Newer") == 0
    assert read_one(models / "mine.json").card.title == "Newer"


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("Mine", [], "expected an id"),
        ("own-mine", [], "expected an id"),
        ("../mine", [], "expected an id"),
        ("mine", ["--classes", "a,b"], "expected 3 names"),
        ("mine", ["--mean", "1", "2"], "(--mean)"),
        ("mine", ["--std", "0"], "(--std)"),
        ("mine", ["--volumes", "conv1,nothing"], "(--volumes)"),
        ("mine", ["--reduce", "max"], "since the network ends in a vector; got 'max' (--reduce)"),
        ("mine", ["--summary", ""], "of 1 to 500 characters; got '' (--summary)"),
        ("mine", ["--source", "me\nMIT"], "expected one line"),
        ("mine", ["--title", ""], "expected at least 1 character; got 0 characters (--title)"),
        ("mine", ["--classes", "a,b,"], "part 3: expected a name, got none (--classes)"),
        ("mine", ["--classes", "a,,b"], "part 2: expected a name, got none (--classes)"),
        ("mine", ["--volumes", "conv1,"], "part 2: expected a name, got none (--volumes)"),
        ("mine", ["--classes", "nofile.txt"], "nofile.txt: No such file"),
        ("mine", ["--title", "x" * 81], "(--title)"),
        ("mine", ["--range", "1", "0"], "--range"),
        ("mine", ["--volumes", "nothing"], "got 'nothing'"),
        ("mine", ["--card", "/does/not/exist"], "/does/not/exist: No such file"),
    ],
)
def test_what_does_not_fit_is_told_in_one_line_and_nothing_is_written(
    file, models, capsys, name, more, said
):
    assert run(file, models, *more, name=name) == 1
    written = capsys.readouterr()
    assert said in written.err
    assert written.err.startswith("shiftscope: ")
    assert "Traceback" not in written.err
    assert written.err.count("\n") == 1
    assert not models.exists() or list(models.iterdir()) == []


def test_a_missing_file_and_wrong_usage(models, capsys, tmp_path):
    assert run(tmp_path / "none.onnx", models) == 1
    assert "none.onnx: cannot be read" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["file.onnx"])
    assert caught.value.code == 2
    assert "--name" in capsys.readouterr().err
    for flags in (["--title", "a", "--title=b"], ["--invert", "--invert"], ["--inv"]):
        with pytest.raises(SystemExit) as caught:
            run(tmp_path / "none.onnx", models, *flags)
        assert caught.value.code == 2
        told = "unrecognized" if len(flags) == 1 else "once; got it 2 times"
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("flag", ["--classes", "--card"])
def test_a_text_in_another_encoding_is_told_in_one_line(file, models, capsys, flag):
    text = file.with_name("text")
    text.write_bytes("é\nb\nc".encode("latin-1"))
    assert run(file, models, flag, str(text)) == 1
    said = f"shiftscope: text: expected text in UTF-8; got 0xe9 at byte 0 ({flag})\n"
    assert capsys.readouterr().err == said


def test_an_empty_line_among_the_classes_is_told_by_its_number(file, models, capsys):
    classes = file.with_name("classes.txt")
    classes.write_text("cat\ndog\n \nbird\n", "utf-8")
    assert run(file, models, "--classes", str(classes)) == 1
    said = "shiftscope: line 3: expected a name, got none (--classes)\n"
    assert capsys.readouterr().err == said


def test_a_file_of_pytorch_is_told_in_one_line(models, capsys, tmp_path):
    path = tmp_path / "network.pt"
    torch.save({"a": torch.zeros(2)}, path)
    assert run(path, models) == 1
    assert capsys.readouterr().err == (
        "shiftscope: expected an ONNX file, got weights of PyTorch (a state_dict), which say "
        "nothing of the layers\n"
    )


def test_a_spec_that_does_not_fit_is_told_with_its_place(models, capsys, tmp_path):
    weights, card = tmp_path / "w.safetensors", tmp_path / "c.json"
    weights.write_bytes(weights_raw())
    card.write_text('{"spec": {"layers": []}}')
    assert run(weights, models, "--card", str(card)) == 1
    assert "(--card spec.input_shape)\n" in capsys.readouterr().err


def test_a_map_without_a_choice_asks_for_the_flag(models, capsys, tmp_path):
    path = tmp_path / "map.onnx"
    path.write_bytes(map_raw())
    assert run(path, models) == 1
    assert capsys.readouterr().err.endswith("(--reduce)\n")
    assert run(path, models, "--reduce", "max") == 0


def test_a_replacement_that_fails_leaves_the_old_network(file, models, capsys, monkeypatch):
    assert run(file, models, "--title", "Old") == 0
    before = {path.name: path.read_bytes() for path in models.iterdir()}

    def fails(path):
        raise BrokenNetwork(f"{path.name}: broken")

    monkeypatch.setattr("app.own.add.read_one", fails)
    assert run(file, models, "--replace", "--title", "New") == 1
    assert capsys.readouterr().err == "shiftscope: mine.json: broken\n"
    assert {path.name: path.read_bytes() for path in models.iterdir()} == before
    assert read_one(models / "mine.json").card.title == "Old"

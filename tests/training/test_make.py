"""From a recipe to the files in `models/`, and the command line."""

import pytest

from app.network.library import read
from app.training import __main__ as command
from app.training import make as module
from app.training.make import make
from tests.training.tasks import DOTS


def test_a_made_network_is_accepted_by_the_library(tmp_path):
    checkpoints = tmp_path / "checkpoints"
    path = make(DOTS, tmp_path, checkpoints)
    library = read(tmp_path)
    assert dict(library.refused) == {}
    card = library.find("dots").card
    assert path.name == "dots.json"
    assert (card.seed, card.steps, card.made_by) == (1, 120, "training")
    assert card.metrics.per_output.keys() == {"left", "right"}
    assert card.metrics.mean > 0.9
    assert list(checkpoints.iterdir()) == []


def test_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "RECIPES", {"dots": DOTS})
    monkeypatch.setattr(command, "CHECKPOINTS", tmp_path / "checkpoints")
    assert command.main(["dots", "--seed", "5", "--models", str(tmp_path)]) == 0
    assert read(tmp_path).find("dots").card.seed == 5
    assert "dots.json" in capsys.readouterr().out


def test_command_line_interrupted(tmp_path, monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "RECIPES", {"dots": DOTS})
    monkeypatch.setattr(module, "train", interrupted)
    assert command.main(["dots", "--models", str(tmp_path)]) == 130
    assert "resumes from the last checkpoint" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_no_name_means_all_networks(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(command, "_make", lambda name, _: asked.append(name) or tmp_path)
    assert command.main([]) == 0
    assert asked == [*command.make_handcrafted.NAMES, *command.RECIPES]


@pytest.mark.parametrize("arguments", [["nobody"], ["ludic", "--seed", "-1"]])
def test_the_command_line_rejects_invalid_arguments(arguments, capsys):
    with pytest.raises(SystemExit):
        command.main(arguments)
    assert "usage: python -m app.training" in capsys.readouterr().err

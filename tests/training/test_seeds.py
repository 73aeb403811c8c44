"""Several seeds: what is made already is not trained again, and origins come first."""

from dataclasses import replace

import pytest

from app.training import __main__ as command
from app.training import seeds
from app.training.make import make
from tests.training.tasks import DOTS

QUICK = replace(DOTS, steps=20)
COPY = replace(QUICK, name="dots-copy", convolutions="dots")


@pytest.fixture
def trained(monkeypatch):
    """The runs that were asked for, in order; `dots-bad` fails."""
    found = []

    def run(name, seed, folder):
        found.append((name, seed))
        return int(name == "dots-bad")

    monkeypatch.setattr(seeds, "_train", run)
    return found


def test_networks_come_before_those_that_reuse_their_convolutions(tmp_path, trained):
    assert seeds.with_origins(["dots-copy"], {"dots": QUICK, "dots-copy": COPY}) == [QUICK, COPY]
    assert seeds.train([COPY, QUICK], (1, 2), tmp_path, 1) == []
    assert trained == [("dots", 1), ("dots", 2), ("dots-copy", 1), ("dots-copy", 2)]


def test_a_made_network_is_not_trained_again_unless_its_recipe_changed(tmp_path, trained):
    make(replace(QUICK, seed=3), tmp_path / "3", tmp_path)
    assert seeds.is_made(QUICK, tmp_path / "3")
    assert not seeds.is_made(QUICK, tmp_path / "4")
    assert not seeds.is_made(replace(QUICK, peak=1e-3), tmp_path / "3")
    seeds.train([QUICK], (3, 4), tmp_path, 2)
    assert trained == [("dots", 4)]


def test_failed_runs_are_named(tmp_path, trained):
    bad = replace(QUICK, name="dots-bad")
    assert seeds.train([bad, QUICK], (5,), tmp_path, 2) == ["dots-bad with seed 5"]


def test_a_run_is_a_process_with_one_thread_and_a_log(tmp_path, monkeypatch):
    called = []

    class Done:
        returncode = 0

    monkeypatch.setattr(seeds.subprocess, "run", lambda *a, **k: called.append((a, k)) or Done())
    assert seeds.train([QUICK], (6,), tmp_path, 1) == []
    ((words,), options) = called[0]
    assert words[1:] == [
        "-m", "app.training", "dots", "--seed", "6", "--models", str(tmp_path / "6"),
    ]  # fmt: skip
    assert options["env"]["OMP_NUM_THREADS"] == "1"
    assert (tmp_path / "6" / "dots.log").exists()


def test_command_line(tmp_path, monkeypatch, trained, capsys):
    monkeypatch.setattr(
        command, "RECIPES", {"dots": QUICK, "dots-bad": replace(QUICK, name="dots-bad")}
    )
    monkeypatch.setattr(command, "SEEDS", tmp_path)
    assert command.main(["dots", "--seeds", "1", "2"]) == 0
    assert trained == [("dots", 1), ("dots", 2)]
    assert command.main(["dots-bad", "--seeds", "1"]) == 1
    assert "dots-bad with seed 1: failed" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        command.main(["ludic", "--seeds", "1"])
    assert "no seed changes it" in capsys.readouterr().err

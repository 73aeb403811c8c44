import json

import pytest

from app.experiments.__main__ import main, parts, remembering
from app.experiments.registry import EXPERIMENTS, MEASURES, record


def test_a_measure_is_printed_as_json(capsys):
    scenes = [{"objects": [{"object": "face", "row": row, "col": 8}]} for row in (4, 24)]
    config = json.dumps({"a": scenes[0], "b": scenes[1]})
    assert main(["compare", "--model", "ludic", "--config", config]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["shift"] == {"row": 20, "col": 0}
    assert found["path"]["overlap"] == 0


def test_an_experiment_keeps_its_record(tmp_path, capsys):
    changes = json.dumps({"seeds": [7], "reach": 2})
    status = main(["theorem", "--config", changes, "--records", str(tmp_path)])
    kept = json.loads((tmp_path / "theorem.json").read_text("utf-8"))
    assert kept["seeds"] == [7]
    assert status == (1 if any(row["verdict"] == "fails" for row in kept["rows"]) else 0)
    assert "theorem: Do activations move exactly" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["theorem", "--config", "{"], "Expecting property name"),
        (["theorem", "--config", "[]"], "expected a JSON object; got []"),
        (["theorem", "--config", '{"reach": 99}'], "reach"),
        (["compare", "--config", "{}"], "--model"),
        (["compare", "--model", "nobody"], "expected one of"),
        (["compare", "--model", "ludic"], "expected the field 'a'; got nothing"),
        (["astrology"], "expected one of"),
    ],
)
def test_invalid_arguments_are_explained(arguments, says, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_a_seed_that_was_not_trained_is_named_with_how_to_train_it(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["pooling-order", "--seeds", str(tmp_path), "--records", str(tmp_path)])
    said = capsys.readouterr().err
    assert "digits-stride-gap was not trained with seed 1 yet" in said
    assert "python -m app.training digits-stride-gap --seeds 1" in said


def test_finished_parts_are_not_done_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = []

    def work():
        done.append(1)
        return [0.25]

    once = remembering("red-green", parts(EXPERIMENTS["red-green"], "one config"))
    assert once({"zero/0": work}) == once({"zero/0": work}) == [[0.25]]
    assert len(done) == 1
    other = remembering("red-green", parts(EXPERIMENTS["red-green"], "another"))
    assert other({"zero/0": work}) == [[0.25]]
    assert len(done) == 2


def test_measures_are_those_of_the_routes():
    assert set(MEASURES) == {
        "compare",
        "consistency",
        "equivariance",
        "excitation",
        "path",
        "sensitivity",
        "weight-change",
    }


def test_no_name_means_all_experiments(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "app.experiments.__main__._experiment",
        lambda experiment, *_: asked.append(experiment.name) or record(experiment.name),
    )
    assert main(["--records", str(tmp_path)]) == 0
    assert asked == list(EXPERIMENTS)

"""Training: it learns, is reproducible, and resumes after an interruption."""

import math
import signal
from dataclasses import replace

import pytest
import torch

from app.network.build import assemble
from app.training import train as module
from app.training.architecture import architecture
from app.training.figure_recipes import FIGURE_EVERYWHERE
from app.training.figure_task import Figures
from app.training.measure import predictions
from app.training.task import Stream, generator
from app.training.train import TOLERANCE, learning_rate, train
from tests.training.tasks import DOTS


def stop_after(monkeypatch, steps):
    """Interrupts the run in the step after the first `steps` ones."""
    real, done = module._step, []

    def step(*arguments):
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(1)
        return real(*arguments)

    monkeypatch.setattr(module, "_step", step)


def assert_same(weights, others, tolerance):
    assert weights.keys() == others.keys()
    for name, value in weights.items():
        torch.testing.assert_close(value, others[name], rtol=0, atol=tolerance)


def test_a_network_learns_and_the_progress_bar_shows_it(tmp_path, capsys):
    weights, progress = train(DOTS, tmp_path / "dots.safetensors")
    pictures, labels = DOTS.task.batch(generator(0, Stream.HELD_OUT), 200)
    assert (predictions(assemble("dots", DOTS.spec, weights), pictures) == labels).mean() > 0.97
    assert progress.step == DOTS.steps
    assert progress.seconds > 0
    shown = capsys.readouterr().err
    assert "loss=" in shown
    assert "accuracy=" in shown


def test_figures_are_learned_in_seconds(tmp_path):
    recipe = replace(
        FIGURE_EVERYWHERE,
        spec=architecture(FIGURE_EVERYWHERE.spec.outputs, "max", "fc", units=16),
        steps=150,
        batch=32,
    )
    weights, _ = train(recipe, tmp_path / "figures.safetensors")
    pictures, labels = Figures().batch(generator(0, Stream.HELD_OUT), 300)
    # Five outputs, so that guessing gives 0.2.
    assert (predictions(assemble("figures", recipe.spec, weights), pictures) == labels).mean() > 0.4


def test_same_seed_same_weights_another_seed_others(tmp_path):
    weights, _ = train(DOTS, tmp_path / "a.safetensors")
    again, _ = train(DOTS, tmp_path / "b.safetensors")
    other, _ = train(replace(DOTS, seed=2), tmp_path / "c.safetensors")
    assert_same(weights, again, TOLERANCE)
    assert (weights["fc1.weight"] - other["fc1.weight"]).abs().max() > 0.01


@pytest.mark.parametrize("stop", [3, 50, 119])
def test_resumed_run_gives_the_weights_of_an_uninterrupted_one(tmp_path, monkeypatch, stop):
    monkeypatch.setattr(module, "CHECKPOINT_STEPS", 20)
    whole, _ = train(DOTS, tmp_path / "whole.safetensors")
    path = tmp_path / "dots.safetensors"
    with monkeypatch.context() as patch:
        stop_after(patch, stop)
        with pytest.raises(KeyboardInterrupt):
            train(DOTS, path)
    assert path.exists() == (stop >= 20)

    steps = []
    real = module._step
    monkeypatch.setattr(module, "_step", lambda *a: steps.append(1) or real(*a))
    resumed, progress = train(DOTS, path)
    assert len(steps) == DOTS.steps - stop // 20 * 20
    assert progress.step == DOTS.steps
    assert_same(whole, resumed, TOLERANCE)


def test_a_resumed_run_does_not_change_frozen_weights(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CHECKPOINT_STEPS", 20)
    given = {"conv1.weight": torch.ones(2, 1, 3, 3), "conv1.bias": torch.zeros(2)}
    whole, _ = train(DOTS, tmp_path / "whole.safetensors", frozen=given)
    path = tmp_path / "dots.safetensors"
    with monkeypatch.context() as patch:
        stop_after(patch, 50)
        with pytest.raises(KeyboardInterrupt):
            train(DOTS, path, frozen=given)
    resumed, _ = train(DOTS, path, frozen=given)
    assert_same(whole, resumed, TOLERANCE)
    assert all(torch.equal(resumed[name], value) for name, value in given.items())


def test_a_real_interrupt_ends_the_run_and_keeps_the_checkpoint(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CHECKPOINT_STEPS", 20)
    real, done = module._step, []

    def step(*arguments):
        done.append(1)
        if len(done) == 30:
            signal.raise_signal(signal.SIGINT)
        return real(*arguments)

    monkeypatch.setattr(module, "_step", step)
    # A shell starts background processes with this signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            train(DOTS, tmp_path / "dots.safetensors")
    finally:
        signal.signal(signal.SIGINT, before)
    assert [path.name for path in tmp_path.iterdir()] == ["dots.safetensors"]


def test_learning_rate_is_that_of_pytorch_s_one_cycle():
    steps, peak = 200, 3e-3
    adam = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=peak)
    cycle = torch.optim.lr_scheduler.OneCycleLR(adam, peak, total_steps=steps + 1)
    for step in range(steps):
        # PyTorch includes both end points, hence one step more than ours.
        assert math.isclose(
            learning_rate(step, steps, peak), cycle.get_last_lr()[0], rel_tol=0.08, abs_tol=1e-6
        )
        adam.step()
        cycle.step()
    assert max(learning_rate(step, steps, peak) for step in range(steps)) == pytest.approx(peak)

"""Rows of seed 0, computed anew on few hands by code that shares nothing: NumPy in float64."""

from pathlib import Path

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from app.experiments import corner_training, pooling_order, training_region
from app.experiments.trained import Trained
from app.network.build import parameters
from app.network.library import read
from app.scene.objects.digits import sheet

CORNER, EVERYWHERE = "digits-max-fc-corner", "digits-max-fc-everywhere"
HEAD_HERE = "digits-everywhere-convolutions-corner-head"
HEAD_THERE = "digits-corner-convolutions-everywhere-head"


@pytest.fixture(scope="module")
def library():
    return read(Path("models"))


@pytest.fixture(scope="module")
def corners(library):
    """The rows by name, for one hand of each digit, at one position in each corner."""
    config = corner_training.Config(seeds=(0,), samples_per_digit=1, offsets=(4,), inner=(22,))
    record = corner_training.run(Trained(library, Path("nowhere")), config)
    return {row.name: row.values[0] for row in record.rows}


def weights_of(library, name):
    found = parameters(library.entries[name].network.stack)
    return {key: np.asarray(value, np.float64) for key, value in found.items()}


def logits(spec, weights, picture):
    """The outputs for one picture `[channel row col]`."""
    volume = picture
    for layer in spec.layers:
        if layer.kind == "conv":
            kernel = weights[f"{layer.name}.weight"]
            size = kernel.shape[2]
            sides = ((0, 0), (size // 2,) * 2, (size // 2,) * 2)
            padded = np.pad(volume, sides, "wrap" if layer.padding == "circular" else "constant")
            under = sliding_window_view(padded, (size, size), (1, 2))
            volume = np.einsum("crwij,ocij->orw", under, kernel, optimize=True)
            if layer.bias:
                volume += weights[f"{layer.name}.bias"][:, None, None]
        elif layer.kind == "relu":
            volume = np.maximum(volume, 0)
        elif layer.kind == "maxpool":
            channels, rows, cols = volume.shape
            volume = volume.reshape(channels, rows // 2, 2, cols // 2, 2).max((2, 4))
        elif layer.kind == "gap":
            volume = volume.mean((1, 2))
        else:
            assert layer.kind == "fc"
            volume = weights[f"{layer.name}.weight"] @ volume.ravel()
            if f"{layer.name}.bias" in weights:
                volume += weights[f"{layer.name}.bias"]
    return volume


def hand(digit, sample, row, col):
    picture = np.zeros((3, 64, 64))
    picture[:, row : row + 20, col : col + 20] = sheet()[digit, sample] / 255
    return picture


def test_corner_training(library, corners):

    def right(name, head=None):
        """By corner, the share of right answers; with the head of another network."""
        spec, weights = library.entries[name].network.spec, weights_of(library, name)
        if head:
            other = weights_of(library, head)
            weights |= {key: value for key, value in other.items() if key.startswith("fc")}
        return np.array(
            [
                [
                    logits(spec, weights, hand(digit, 0, row, col)).argmax() == digit
                    for digit in range(10)
                ]
                for row, col in ((4, 4), (4, 40), (40, 4), (40, 40))
            ]
        ).mean(1)

    corner, everywhere = right(CORNER), right(EVERYWHERE)
    here, there = right(HEAD_HERE), right(HEAD_THERE)
    for name, shares in ((CORNER, corner), (HEAD_HERE, here)):
        assert corners[f"{name}, where it was trained"] == pytest.approx(shares[0])
        assert corners[f"{name}, best other corner"] == pytest.approx(shares[1:].max())
    for name, shares in ((EVERYWHERE, everywhere), (HEAD_THERE, there)):
        assert corners[f"{name}, other corners"] == pytest.approx(shares[1:].mean())
    away = [shares[1:].mean() for shares in (everywhere, there, here, corner)]
    for part, effect in (
        ("head", (away[0] + away[1] - away[2] - away[3]) / 2),
        ("convolutions", (away[0] + away[2] - away[1] - away[3]) / 2),
    ):
        name = f"effect of the {part} on accuracy in the other corners"
        assert corners[name] == pytest.approx(effect)
    for name, head, anew, places in (
        (EVERYWHERE, CORNER, here, 1),
        (CORNER, EVERYWHERE, there, 4),
    ):
        borrowed = right(name, head)[:places].mean()
        words = f"{name} with the head of {head}"
        assert corners[f"{words} as it is, where that head was trained"] == pytest.approx(borrowed)
        lacks = anew[:places].mean() - borrowed
        assert corners[f"{words}, trained anew less as it is"] == pytest.approx(lacks)


def test_responses_in_the_other_corners(library, corners):
    for name in ("digits-none-fc-corner-nobias", "digits-none-fc-corner"):
        spec, weights = library.entries[name].network.spec, weights_of(library, name)
        nothing = logits(spec, weights, np.zeros((3, 64, 64)))
        home, *others = (
            np.mean(
                [
                    np.linalg.norm(logits(spec, weights, hand(digit, 0, row, col)) - nothing)
                    for digit in range(10)
                ]
            )
            for row, col in ((4, 4), (4, 40), (40, 4), (40, 40))
        )
        words = f"{name}, response in the other corners over the trained one's"
        assert corners[words] == pytest.approx(np.mean(others) / home, rel=1e-3)


def test_training_region(library):
    """Sensitivity at 1 px, of two hands of each digit."""
    config = training_region.Config(seeds=(0,), samples_per_digit=2, radius=1)
    record = training_region.run(Trained(library, Path("nowhere")), config)
    found = {row.name: row.values[0] for row in record.rows if row.values}
    name = "digits-max-fc-centre"
    spec, weights = library.entries[name].network.spec, weights_of(library, name)
    hands = [(digit, sample) for digit in range(10) for sample in range(2)]

    def answers(row, col):
        return np.array([logits(spec, weights, hand(*one, row, col)) for one in hands])

    base = answers(22, 22)
    steps = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)]
    moved = np.mean(
        [np.linalg.norm(answers(22 + a, 22 + b) - base, axis=1).mean() for a, b in steps]
    )
    means = base.reshape(10, 2, 10).mean(1)
    apart = [np.linalg.norm(means[a] - means[b]) for a in range(10) for b in range(a)]
    wanted = moved / np.median(apart)
    assert found[f"{name}, sensitivity at 1 px"] == pytest.approx(wanted, rel=1e-4)


def test_pooling_order(library):
    """Two hands of each digit at all shifts by less than a step of the lattice, 4 px."""
    config = pooling_order.Config(seeds=(0,), samples_per_digit=2)
    record = pooling_order.run(Trained(library, Path("nowhere")), config)
    found = {row.name: row.values[0] for row in record.rows if row.values}
    name = "digits-max-gap"
    spec, weights = library.entries[name].network.spec, weights_of(library, name)
    phases = [(a, b) for a in range(4) for b in range(4)]
    same, changed, right = [], [], []
    for digit in range(10):
        for sample in range(2):
            said = {
                (a, b): logits(spec, weights, hand(digit, sample, 22 + a, 22 + b)).argmax()
                for a, b in phases
            }
            same += [said[one] == said[other] for one in phases for other in phases]
            changed += [said[a, b] != said[(a + 1) % 4, (b + 1) % 4] for a, b in phases]
            right += [said[one] == digit for one in phases]
    assert found[f"{name}, consistency"] == pytest.approx(np.mean(same))
    assert found[f"{name}, answers that 1 px changes"] == pytest.approx(np.mean(changed))
    assert found[f"{name}, accuracy"] == pytest.approx(np.mean(right))

"""Elsewhere: what becomes of objects outside the region, against networks whose head is known."""

import numpy as np
import pytest
import torch

from app.live_training.accuracy_map import AccuracyMap
from app.live_training.config import TrainingConfig
from app.live_training.elsewhere import elsewhere
from app.live_training.learner import spec_of
from app.live_training.painted_task import task_of
from app.network.build import assemble, fresh, parameters
from app.training.task import Stream, generator

CORNERS = (0, 44)
"""Rows and cols of the four corners' places."""


def corner_map(task, inside=((True, False), (False, False))):
    """A map of the four corners; its shares do not matter here."""
    shape = len(task.outputs), 2, 2
    return AccuracyMap(CORNERS, CORNERS, np.zeros(shape), np.broadcast_to(inside, shape))


def network_of(config, change=lambda values: None):
    """An untrained network, with changed weights."""
    task = task_of(config)
    spec = spec_of(config, task.outputs)
    values = {name: value.clone() for name, value in parameters(fresh(spec, 0)).items()}
    change(values)
    return assemble("x", spec, values), task


def config_of(**fields):
    return TrainingConfig(region=[(0, 0, 28, 28)], **fields)


def test_a_head_that_reads_one_corner_alone_is_silent_in_the_others():
    def deaf(values):
        weights = values["fc1.weight"].reshape(64, 16, 16, 16)
        weights[:, :, 8:] = 0
        weights[:, :, :, 8:] = 0

    network, task = network_of(config_of(), deaf)
    found = elsewhere(network, task, corner_map(task), seed=0)
    assert found.pictures == 30
    assert found.logit_response_ratio == pytest.approx(0, abs=1e-6)
    assert found.blank == 1
    black = network.stack(torch.zeros(1, 3, 64, 64)).softmax(1)
    assert found.confidence == pytest.approx(black.max().item(), abs=1e-5)
    # The head is deaf; the convolutions before it are not.
    assert found.volume_response_ratio == pytest.approx(1, abs=0.1)
    assert found.volume_residual == pytest.approx(0, abs=1e-6)


def test_responses_are_differences_to_the_black_canvas():
    network, task = network_of(config_of(pooling="avg"))
    found = elsewhere(network, task, corner_map(task), seed=3)
    lengths = {"inside": [], "outside": []}
    with torch.inference_mode():
        black = network.stack(torch.zeros(1, 3, 64, 64))
        for kind, output in enumerate(task.outputs):
            for row in CORNERS:
                for col in CORNERS:
                    rng = generator(3, Stream.HELD_OUT, kind, 0)
                    picture = task.evaluation_batch(rng, output, (row, col), 1)
                    response = network.stack(torch.from_numpy(picture)) - black
                    where = "outside" if row or col else "inside"
                    lengths[where].append(response.norm().item())
    ratio = np.mean(lengths["outside"]) / np.mean(lengths["inside"])
    assert found.logit_response_ratio == pytest.approx(ratio, rel=1e-4)


@pytest.mark.parametrize("pooling", ["none", "max", "avg", "aps"])
def test_volumes_move_with_objects_where_no_padding_is_seen(pooling):
    network, task = network_of(config_of(pooling=pooling, padding="circular"))
    found = elsewhere(network, task, corner_map(task), seed=0)
    assert found.volume_residual == pytest.approx(0, abs=1e-5)
    assert found.volume_response_ratio == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "inside", [((True, True), (True, True)), ((False, False), (False, False))], ids=["all", "none"]
)
def test_without_two_sides_there_is_nothing_to_compare(inside):
    network, task = network_of(config_of())
    assert elsewhere(network, task, corner_map(task, inside), seed=0) is None


def test_a_network_that_hears_nothing_inside_has_no_ratio():
    def dead(values):
        values["conv2.weight"].zero_()

    network, task = network_of(config_of(), dead)
    assert elsewhere(network, task, corner_map(task), seed=0) is None

"""The region pass: logits and gradients are those of whole pictures."""

import pytest
import torch
from torch.nn.functional import cross_entropy

from app.live_training.config import TrainingConfig
from app.live_training.learner import spec_of
from app.live_training.painted_task import task_of
from app.live_training.region_pass import RegionPass
from app.network.build import Network, fresh
from app.training.task import Stream, generator

CASES = [
    {"pooling": pooling, "head": head}
    for pooling in ("none", "max", "avg")
    for head in ("fc", "gmp")
] + [
    {"pooling": "blur", "head": "gap"},
    {"pooling": "aps", "head": "fc"},
    {"padding": "circular", "head": "gap"},
    {"padding": "valid"},
    {"padding": "full"},
    {"channels": (4, 5)},
]
BOXES = [(0, 0, 28, 28), (36, 30, 64, 64), (20, 20, 44, 44)]


@pytest.mark.parametrize("options", CASES, ids=str)
@pytest.mark.parametrize("box", BOXES, ids=str)
def test_logits_and_gradients_are_those_of_whole_pictures(options, box):
    config = TrainingConfig(region=[box], **options)
    task = task_of(config)
    stack = fresh(spec_of(config, task.outputs), 0)
    stack = stack.to(memory_format=torch.channels_last)
    forward = RegionPass(Network("training", spec_of(config, task.outputs), stack), task.box)
    pictures, labels = map(torch.from_numpy, task.batch(generator(0, Stream.TRAINING, 0), 8))
    found, gradients = [], []
    for call in (stack, forward):
        stack.zero_grad()
        logits = call(pictures)
        cross_entropy(logits, labels).backward()
        found.append(logits.detach())
        gradients.append([parameter.grad.clone() for parameter in stack.parameters()])
    whole, part = found
    torch.testing.assert_close(part, whole, rtol=1e-4, atol=1e-5 * float(whole.abs().max()))
    for of_whole, of_part in zip(*gradients, strict=True):
        assert of_whole.abs().max() > 0
        largest = float(of_whole.abs().max())
        torch.testing.assert_close(of_part, of_whole, rtol=1e-3, atol=1e-4 * largest)


def test_changed_weights_are_seen():
    config = TrainingConfig(region=[BOXES[0]])
    task = task_of(config)
    spec = spec_of(config, task.outputs)
    stack = fresh(spec, 0)
    forward = RegionPass(Network("training", spec, stack), task.box)
    assert forward.pays_off
    pictures, _ = task.batch(generator(0, Stream.TRAINING, 0), 4)
    with torch.no_grad():
        before = forward(torch.from_numpy(pictures))
        for parameter in stack.parameters():
            parameter.mul_(1.5)
        after = forward(torch.from_numpy(pictures))
        torch.testing.assert_close(after, stack(torch.from_numpy(pictures)), rtol=1e-4, atol=1e-5)
    assert not torch.allclose(before, after)


def test_a_region_over_the_whole_canvas_is_computed_whole():
    config = TrainingConfig(region=[(0, 0, 64, 64)])
    task = task_of(config)
    spec = spec_of(config, task.outputs)
    assert not RegionPass(Network("training", spec, fresh(spec, 0)), task.box).pays_off

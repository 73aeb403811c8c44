"""The last snapshot as it is served: the laboratory's own code finds what the last map says."""

import numpy as np
import pytest

from app.experiments import sensitivity
from app.experiments.held_out_digits import logits, placed
from app.experiments.sweep import SweepConfig
from app.live_training.config import TrainingConfig
from app.live_training.events import Done, Map
from app.live_training.process import stored
from app.live_training.run import FINAL_SAMPLES, MAP_STEP, run
from app.own.shared_folder import SharedFolder
from app.scene.objects.digits import sheet
from app.scene.scene import Placement, Scene
from app.training.task import Stream, generator

CONFIG = TrainingConfig(
    region=[(0, 0, 28, 28)], pooling="avg", steps=60, batch=32, channels=(4, 4), seed=3
)
LINE = range(0, 45, MAP_STEP)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """All events, and the last snapshot as any process of a server reads it."""
    shared = SharedFolder(tmp_path_factory.mktemp("own"), count=9, total=1 << 30, seconds=3600.0)
    events = [*stored(run(CONFIG, clock=lambda: 0.0), shared)]
    events = [event for event in events if event is not None]
    *_, last = events
    assert isinstance(last, Done)
    return events, shared.read(last.model)


def hands(digit, place):
    """The numbers of the held-out digits that a map shows at a place."""
    rng = generator(CONFIG.seed, Stream.HELD_OUT, digit, place)
    return rng.permutation(sheet().shape[1])[:FINAL_SAMPLES]


def test_the_experiments_code_finds_the_last_map(served):
    events, entry = served
    *_, found = (event for event in events if isinstance(event, Map))
    wanted = np.zeros((len(LINE), len(LINE), 10))
    for place, (i, j) in enumerate(np.ndindex(len(LINE), len(LINE))):
        drawn = np.concatenate([sheet()[digit, hands(digit, place)] for digit in range(10)])
        pictures = placed(drawn.astype(np.float32) / np.float32(255), LINE[i], LINE[j])
        answers = logits(entry.network, pictures).argmax(1).reshape(10, FINAL_SAMPLES)
        wanted[i, j] = (answers == np.arange(10)[:, None]).mean(1)
    np.testing.assert_allclose(found.correct, wanted.mean(2), atol=1e-9)
    # It has learned some, so that the map is not even.
    assert np.ptp(wanted.mean(2)) > 0.1
    done = events[-1]
    inside = wanted[:3, :3].mean()
    assert done.accuracy.inside == pytest.approx(inside)
    assert done.accuracy.outside == pytest.approx(
        (wanted.mean(2).sum() - 9 * inside) / (len(LINE) ** 2 - 9)
    )


@pytest.mark.parametrize("digit", [0, 3, 6, 7])
def test_a_sweep_in_the_laboratory_answers_as_the_map_counts(served, digit):
    """The first held-out hand of a digit is in the palette. Alone, it makes a map of one hand."""
    _, entry = served
    config = SweepConfig(
        scene=Scene(objects=[Placement(object=f"digit-{digit}-1", row=4, col=4)]), step=MAP_STEP
    )
    found = sensitivity.run(entry, config)
    assert found.rows == found.cols == tuple(LINE)
    digits = sheet()[digit, :1].astype(np.float32) / np.float32(255)
    wanted = [
        [int(logits(entry.network, placed(digits, row, col)).argmax()) for col in LINE]
        for row in LINE
    ]
    np.testing.assert_array_equal(found.prediction, wanted)

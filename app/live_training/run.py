"""The run: a training from its first step to its last, as a stream of events."""

import time
from collections.abc import Callable, Iterator

from app.live_training.accuracy_map import AccuracyMap, accuracy_map
from app.live_training.config import TrainingConfig
from app.live_training.elsewhere import elsewhere
from app.live_training.events import Done, Event, FinalShares, Map, Progress, Shares
from app.live_training.given import NOTHING, Given
from app.live_training.learner import PEAK, Learner
from app.live_training.painted_task import task_of
from app.live_training.snapshot import Snapshot, card_of

MAP_SECONDS, MAP_SHARE = 2.0, 1 / 15
"""Between two maps, and two snapshots: at least so long, and that share of the time so far, so that
a long training leaves few more snapshots than a short one."""
PROGRESS_SECONDS = 0.25
MAP_STEP, MAP_SAMPLES = 4, 1
"""Px between the places of a map, and pictures of each kind at each, during the training."""
FINAL_SAMPLES = 10
"""The same, for the last map."""


def run(
    config: TrainingConfig,
    given: Given = NOTHING,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Event | Snapshot | None]:
    """Trains, and yields events; None after a step without one.

    It knows nothing of processes, folders and requests: whoever takes a snapshot from it stores its
    network. `Done` names the last one. The weights depend on the config and the given ones alone:
    measuring takes nothing from the random numbers of the training. Sums depend on the processor
    and on the number of threads, see TOLERANCE in `app/training/train.py`.

    Args:
        given: the networks that the config names.
        clock: s, of the time between maps.

    Raises:
        InvalidInput: as `task_of` and `Given.check`.
    """
    task = task_of(config)
    learner = Learner(config, task, given)
    first = learner.steps
    begun = told = mapped = clock()
    losses: list[float] = []
    accuracy: Shares | None = None
    while learner.steps < config.steps:
        losses.append(learner.learn())
        step, now = learner.steps, clock()
        last = step == config.steps
        if last or step == first + 1 or now - mapped >= max(MAP_SECONDS, MAP_SHARE * (now - begun)):
            samples = FINAL_SAMPLES if last else MAP_SAMPLES
            network = learner.network()
            found = accuracy_map(network, task, config.seed, MAP_STEP, samples)
            card = card_of(
                network,
                config,
                task,
                found,
                samples=samples,
                step=step,
                seconds=now - begun,
                peak=PEAK,
            )
            accuracy = shares_of(found)
            yield map_of(found, step, samples)
            yield Snapshot(step, network, card)
            mapped = clock()
        if last or now - told >= PROGRESS_SECONDS:
            mean = sum(losses) / len(losses)
            yield Progress(step=step, steps=config.steps, loss=mean, accuracy=accuracy)
            losses, told = [], now
        if last and accuracy is not None:
            chance = 1 / len(task.outputs)
            final = FinalShares(**accuracy.model_dump(), chance=chance)
            beyond = elsewhere(network, task, found, config.seed)
            yield Done(model=card.id, accuracy=final, elsewhere=beyond)
        yield None


def shares_of(found: AccuracyMap) -> Shares:
    """The accuracy inside and outside of the region."""
    return Shares(inside=found.accuracy_inside, outside=found.accuracy_outside)


def map_of(found: AccuracyMap, step: int, samples: int) -> Map:
    """The map as an event."""
    correct = tuple(tuple(map(float, row)) for row in found.correct)
    return Map(step=step, rows=found.rows, cols=found.cols, correct=correct, samples=samples)

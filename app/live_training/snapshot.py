"""The snapshot: a network in training as it is at a step, with its card."""

import hashlib
from dataclasses import dataclass

import numpy as np

from app.live_training.accuracy_map import AccuracyMap
from app.live_training.config import TrainingConfig
from app.live_training.painted_task import SHIFT, PaintedTask
from app.network.build import Network, parameters
from app.network.card import Accuracy, Card
from app.network.library import weights_file
from app.own.store import PREFIX
from app.own.trained_card import content_hash
from app.training.digit_recipes import SOURCE as DIGITS
from app.training.measure import notes

RANGE_PICTURES = 128
"""Training pictures on which the ranges of colours are measured."""
SOURCES = {
    "digits": DIGITS,
    "figures": "Drawings of this project",
    "own": "Pictures of the visitor who trained it",
}
HEADS = {"fc": "", "gmp": "global maximum, ", "gap": "global average, "}
"""What a title says of the head, which a counter-experiment changes alone."""
TRAINED = "Trained"
HEAD_TRAINED = "The head alone, on another network's convolutions, was trained"
PROTOCOL = (
    "Share of right answers on held-out pictures, each alone on a black canvas, with its top-left "
    "pixel at each position."
)
OBJECTS = {
    "digits": "handwritten digit",
    "figures": "drawn figure",
    "own": "picture of the visitor's",
}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A network in training as it is at a step.

    Args:
        network: with weights of its own.
        card: its id follows from both.
    """

    step: int
    network: Network
    card: Card


def card_of(
    network: Network,
    config: TrainingConfig,
    task: PaintedTask,
    found: AccuracyMap,
    *,
    samples: int,
    step: int,
    seconds: float,
    peak: float,
) -> Card:
    """The card of a snapshot, which the weights and the config determine but for `seconds`.

    Its id is that which the server gives its weights and this card when they are sent to it.

    Args:
        network: with the weights of that step.
        found: its map; `samples` held-out pictures of each output at each place.
        step: how many steps it was trained.
        seconds: how long they took.
        peak: the highest learning rate.
    """
    weights = parameters(network.stack)
    raw = weights_file(weights)
    tops, lefts, bottoms, rights = zip(*config.region, strict=True)
    hull = min(tops), min(lefts), max(bottoms), max(rights)
    rectangle = bool(config.painted.mask[hull[0] : hull[2], hull[1] : hull[3]].all())
    shares = {
        output: tuple(map(float, found.shares[number].ravel()))
        for number, output in enumerate(task.outputs)
    }
    card = Card(
        id=PREFIX,
        family="own",
        **texts_of(config, step),
        spec=network.spec,
        made_by="training",
        # Of any other region no box would be true.
        region=hull if rectangle and not config.augment else None,
        painted=config.region,
        convolutions=config.convolutions,
        seed=config.seed,
        steps=step,
        seconds=round(seconds, 1),
        batch=config.batch,
        peak=peak,
        decay=0.0,
        accuracy=Accuracy(
            mean=float(found.shares.mean()),
            chance=1 / len(task.outputs),
            per_output={output: float(np.mean(each)) for output, each in shares.items()},
            worst=min(map(min, shares.values())),
            positions=tuple((row, col) for row in found.rows for col in found.cols),
            per_position=shares,
            samples=samples,
            protocol=PROTOCOL,
        ),
        home=found.accuracy_inside,
        away=found.accuracy_outside,
        layers=notes(network, task, seed=config.seed, samples=RANGE_PICTURES),
        parameters=sum(value.numel() for value in weights.values()),
        sha256=hashlib.sha256(raw).hexdigest(),
    )
    return card.model_copy(update={"id": PREFIX + content_hash(raw, card)[:16]})


def texts_of(config: TrainingConfig, step: int) -> dict[str, str]:
    """What the card of a snapshot says in words, by field."""
    new = "" if config.convolutions is None else "new head, "
    what = TRAINED if config.convolutions is None else HEAD_TRAINED
    everywhere = "everywhere, " if config.painted.mask.all() else ""
    beyond = f", moved by up to {SHIFT} px beyond it" if config.augment else ""
    return {
        "title": f"Yours, {new}{everywhere}{HEADS[config.head]}step {step}",
        "summary": (
            f"{what} by a visitor for {step} of {config.steps} steps, where the visitor painted."
        ),
        "trained": "painted",
        "trained_on": (
            f"One {OBJECTS[config.data]} on black, wholly inside a painted region of "
            f"{int(config.painted.mask.sum())} px{beyond}."
        ),
        "source": SOURCES[config.data],
    }

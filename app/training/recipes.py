"""The recipes: everything that decides how a trained network comes out, as data."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.ludic import OUTPUTS
from app.network.spec import Spec
from app.training.data import Figures
from app.training.task import Task


@dataclass(frozen=True)
class Recipe:
    """One network to train; the same recipe on the same machine gives the same weights.

    Args:
        name: identifier of the network, and of its files.
        title, family, summary: as in the card.
        spec: the architecture.
        task: where training's pictures come from, with their region of the canvas.
        probes: where the pictures come from that accuracy is measured on.
        shown: where the pictures come from that the colour ranges are measured on.
        trained_on: `task` in words, for the card.
        source: where the data came from, with its licence.
        protocol: what `probes` measure, in words, for the card.
        steps: of the optimiser, one batch each.
        batch: pictures a step.
        peak: learning rate at its highest.
        decay: weight decay, decoupled (AdamW).
        seed: of the initial weights and of all that is drawn.
        samples: pictures for each output and position when accuracy is measured.
    """

    name: str
    title: str
    family: str
    summary: str
    spec: Spec
    task: Task
    probes: Task
    shown: Task
    trained_on: str
    source: str
    protocol: str
    steps: int
    batch: int = 128
    peak: float = 3e-3
    decay: float = 1e-2
    seed: int = 0
    samples: int = 200


def figure_spec(units: int) -> Spec:
    """Two 5×5 convolutions of 8 and 16 slices, each with ReLU and 2×2 max pooling; a FC head."""
    return Spec(
        input_shape=(3, 64, 64),
        layers=(
            Conv(name="conv1", channels=8, kernel=5),
            ReLU(name="relu1"),
            MaxPool(name="pool1", size=2, role="green"),
            Conv(name="conv2", channels=16, kernel=5),
            ReLU(name="relu2"),
            MaxPool(name="pool2", size=2, role="yellow"),
            FullyConnected(name="fc1", units=units),
            ReLU(name="relu3", role="hidden"),
            FullyConnected(name="fc2", units=len(OUTPUTS), role="output"),
        ),
        outputs=OUTPUTS,
    )


FIGURES = Figures()

EVERYWHERE = Recipe(
    name="figure-everywhere",
    title="Figures, trained everywhere",
    family="drawn figures",
    summary=(
        "The same layers as Ludic, with 8 green and 16 yellow slices, but learned: trained on "
        "figures at every place of the canvas. Nothing tells it what a slice should mean."
    ),
    spec=figure_spec(64),
    task=FIGURES,
    probes=replace(FIGURES, clean=0.0),
    shown=replace(FIGURES, clean=1.0),
    trained_on=(
        "Scenes of one to nine drawn objects anywhere on the canvas, wholly inside it, not "
        "overlapping and at least 1 px apart; each output equally often, 40% lone objects "
        "(bodies aside), 30% painted exactly as on the page, the others with the brightness "
        "(0.7 to 1) and tint (±15%) of each object changed and Gaussian noise (deviation up to "
        "0.08), clipped to 0..1. Every batch is drawn anew from a seeded generator."
    ),
    source="Shiftscope's own drawings, MIT licence",
    protocol=(
        "Share of right answers on scenes with jitter and noise from the same generator, but "
        "from the seed's held-out stream, which shares no random numbers with training. The "
        "output's key object (the face for a human body, a torso or distractor for nothing) lies "
        "at each position of a 6 × 6 grid over the whole canvas, or at the nearest one where it "
        "is wholly inside; the rest of the scene is drawn anew for each sample. Measured on the "
        "weights as committed."
    ),
    steps=8000,
)

RECIPES = MappingProxyType({recipe.name: recipe for recipe in (EVERYWHERE,)})

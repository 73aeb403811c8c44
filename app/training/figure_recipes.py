"""The recipes of the networks for drawn figures."""

from dataclasses import replace

from app.network.layers.conv import Conv
from app.network.layers.fc import FullyConnected
from app.network.layers.maxpool import MaxPool
from app.network.layers.relu import ReLU
from app.network.ludic import OUTPUTS
from app.network.spec import Spec
from app.training.data import Figures
from app.training.recipe import Recipe


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

FIGURE_EVERYWHERE = Recipe(
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

RECIPES = (FIGURE_EVERYWHERE,)

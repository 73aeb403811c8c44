"""The recipes of the figure networks: each differs from the first in one property."""

from dataclasses import replace

from app.network.handcrafted_network import OUTPUTS
from app.training.architecture import architecture
from app.training.figure_task import DRAWINGS, Figures, Region
from app.training.recipe import Recipe

FIGURES = Figures(drawings=DRAWINGS)
CORNER = replace(FIGURES, region=Region(bottom=44, right=44))
"""The smallest corner in which a face, two arms and two legs can be scattered."""

TRAINED_ON = (
    "Scenes of one to nine drawn objects {where}, wholly inside it, not overlapping and at least "
    "1 px apart; each output equally often, 40% lone objects (bodies aside), 30% painted exactly "
    "as on the page, the others with the brightness (0.7 to 1) and tint (±15%) of each object "
    "changed and Gaussian noise (deviation up to 0.08), clipped to 0..1. Every batch is drawn anew "
    "from a seeded generator."
)

FIGURE_EVERYWHERE = Recipe(
    name="figure-everywhere",
    title="Figures, everywhere",
    family="drawn figures",
    summary=(
        "Reads drawn figures. Trained at every place of the canvas: the same layers as the "
        "hand-made network, with volumes of 8 and 16 slices, but learned. Nothing tells it what a "
        "slice should mean."
    ),
    spec=architecture(OUTPUTS, "max", "fc"),
    task=FIGURES,
    evaluation=replace(FIGURES, clean=0.0),
    shown=replace(FIGURES, clean=1.0),
    trained_on=TRAINED_ON.format(where="anywhere on the canvas"),
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
    stored="float16",
)

FIGURE_CORNER = replace(
    FIGURE_EVERYWHERE,
    name="figure-corner",
    title="Figures, one corner",
    summary=(
        "Reads drawn figures. Trained in the top-left corner only: the same layers, drawings and "
        'number of steps as "Figures, everywhere", but it never saw an object outside the corner.'
    ),
    task=CORNER,
    shown=replace(CORNER, clean=1.0),
    trained_on=TRAINED_ON.format(where="in the top-left 44 × 44 px of the canvas"),
    trained="corner",
)

FIGURE_NOPOOL = replace(
    FIGURE_EVERYWHERE,
    name="figure-nopool",
    title="Figures, everywhere, no pooling",
    summary=(
        "Reads drawn figures. Trained at every place of the canvas, without pooling: its volumes "
        'keep every row and column, so its head has sixteen times the weights of "Figures, '
        'everywhere".'
    ),
    spec=architecture(OUTPUTS, "none", "fc"),
    peak=1.2e-3,
    bfloat16=True,
    stored="float8",
)

RECIPES = (FIGURE_EVERYWHERE, FIGURE_CORNER, FIGURE_NOPOOL)

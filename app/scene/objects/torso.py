"""A torso: outline and two green buttons, one above the other."""

from app.scene.sprite import draw
from app.scene.sprite_colours import GREEN

SPRITES = (
    draw(
        "torso",
        "Torso",
        art="""
...ooooooooo...
.oo.........oo.
o.............o
o.....GGG.....o
o.....GGG.....o
o.....GGG.....o
o.............o
.o...........o.
.o...........o.
.o...........o.
.o...........o.
.o....GGG....o.
o.....GGG.....o
o.....GGG.....o
o.............o
o.............o
o.............o
ooooooooooooooo
""",
        ink={"o": (196, 196, 176), "G": GREEN},
        parts={"dot": ((4, 7), (12, 7))},
    ),
)

"""A leg: outline, a white joint, a cyan foot that points to the right."""

from app.scene.sprite import draw
from app.scene.sprite_colours import CYAN, WHITE

SPRITES = (
    draw(
        "leg",
        "Leg",
        art="""
.ooooooo.
o.......o
o.......o
o.......o
o.......o
o.......o
o...W...o
o..WWW..o
o...W...o
o.......o
o.......o
.o.....o.
.o.....o.
....C....
....CCC..
....CCCCC
....CCCCC
""",
        ink={"o": (170, 140, 226), "W": WHITE, "C": CYAN},
        parts={"joint": ((7, 4),), "foot": ((15, 6),)},
    ),
)

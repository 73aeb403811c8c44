"""A hanging arm: outline, a white joint, a yellow hand."""

from app.scene.sprite import draw
from app.scene.sprite_colours import WHITE, YELLOW

SPRITES = (
    draw(
        "arm",
        "Arm",
        art="""
..ooooo..
.o.....o.
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
...YYY...
..YYYYY..
..YYYYY..
..Y.Y.Y..
..Y.Y.Y..
""",
        ink={"o": (222, 150, 110), "W": WHITE, "Y": YELLOW},
        parts={"joint": ((6, 4),), "hand": ((14, 4),)},
    ),
)

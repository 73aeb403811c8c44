"""A ball, a distractor: outline, a seam, two green dots side by side."""

from app.scene.sprite import draw
from app.scene.sprite_colours import GREEN

SPRITES = (
    draw(
        "ball",
        "Ball",
        art="""
.......ooooo.......
.....oo.....oo.....
...oo.........oo...
..oo...........oo..
..os...........so..
.o..s.........s..o.
.o...sss...sss...o.
o.......sss.......o
o...GGG.....GGG...o
o...GGG.....GGG...o
o...GGG.....GGG...o
o.......sss.......o
.o...sss...sss...o.
.o..s.........s..o.
..os...........so..
..oo...........oo..
...oo.........oo...
.....oo.....oo.....
.......ooooo.......
""",
        ink={"o": (224, 150, 84), "s": (150, 96, 60), "G": GREEN},
        parts={"dot": ((9, 5), (9, 13))},
        kind="distractor",
    ),
)

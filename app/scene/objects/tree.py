"""A tree, a distractor: crown, trunk, three green fruits that are not in a line."""

from app.scene.sprite import draw
from app.scene.sprite_colours import GREEN

SPRITES = (
    draw(
        "tree",
        "Tree",
        art="""
......ooooooo......
....oo.......oo....
..oo...........oo..
.o......GGG......o.
.o......GGG......o.
o.......GGG.......o
o.................o
o...GGG...........o
o...GGG...........o
o...GGG...........o
o.................o
.o..........GGG..o.
.o..........GGG..o.
..o.........GGG.o..
...oo.........oo...
.....ootttttoo.....
.......t...t.......
.......t...t.......
.......t...t.......
......tt...tt......
""",
        ink={"o": (104, 170, 104), "t": (158, 114, 78), "G": GREEN},
        parts={"dot": ((4, 9), (8, 5), (12, 13))},
        kind="distractor",
    ),
)

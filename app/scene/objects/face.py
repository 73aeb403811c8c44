"""A face: outline, two red eyes, a magenta nose, a mouth."""

from app.scene.sprite import draw
from app.scene.sprite_colours import MAGENTA, RED, WHITE

SPRITES = (
    draw(
        "face",
        "Face",
        art="""
........ooooo........
.....ooo.....ooo.....
....oo.........oo....
...o.............o...
..o...............o..
.oo..RRR.....RRR..oo.
.o...RRR.....RRR...o.
.o...RRR.....RRR...o.
o...................o
o........MMM........o
o........MMM........o
o........MMM........o
o...................o
.o......W...W......o.
.o......WW.WW......o.
.oo......WWW......oo.
..o...............o..
...o.............o...
....oo.........oo....
.....ooo.....ooo.....
........ooooo........
""",
        ink={"o": (206, 210, 220), "R": RED, "M": MAGENTA, "W": WHITE},
        parts={"eye": ((6, 6), (6, 14)), "nose": ((10, 10),), "mouth": ((14, 10),)},
    ),
)

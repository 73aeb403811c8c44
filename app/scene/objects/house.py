"""A house, a distractor: roof, walls, two cyan windows, a door."""

from app.scene.sprite import draw
from app.scene.sprite_colours import CYAN

SPRITES = (
    draw(
        "house",
        "House",
        art="""
.........rrr.........
.......rr...rr.......
.....rr.......rr.....
...rr...........rr...
.rr...............rr.
rrrrrrrrrrrrrrrrrrrrr
.o.................o.
.o..CCCCC...CCCCC..o.
.o..C.C.C...C.C.C..o.
.o..CCCCC...CCCCC..o.
.o..C.C.C...C.C.C..o.
.o..CCCCC...CCCCC..o.
.o.................o.
.o......ooooo......o.
.o......o...o......o.
.o......o...o......o.
.o......o...o......o.
.o......o...o......o.
.ooooooooooooooooooo.
""",
        ink={"o": (176, 150, 130), "r": (208, 104, 84), "C": CYAN},
        parts={"window": ((9, 6), (9, 14))},
        kind="distractor",
    ),
)

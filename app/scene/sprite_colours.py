"""The colours that drawings share.

The parts that the constructed network looks for are painted in colours whose channels are all 0 or
255: a template of such pixels has exactly one best match
(see `app/network/handcrafted_network.py`). Outlines have softer colours, which no detector uses.
"""

RED = (255, 0, 0)
MAGENTA = (255, 0, 255)
WHITE = (255, 255, 255)
YELLOW = (255, 255, 0)
CYAN = (0, 255, 255)
GREEN = (0, 255, 0)

"""The objects: one file per object or family of objects, each with its `SPRITES`."""

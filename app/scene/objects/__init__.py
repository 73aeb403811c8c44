"""The objects: one file an object, or a family of them, each with its `DRAWINGS`."""

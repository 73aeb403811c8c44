"""The drawn objects: one file an object, each with one `DRAWING`."""

"""The process: checks before a start, listening sockets, and the workers that serve."""

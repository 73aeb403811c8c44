"""The server process: preflight checks, listening sockets, and workers."""

"""How the app is served: the process, its connections, and what it says when it cannot start."""

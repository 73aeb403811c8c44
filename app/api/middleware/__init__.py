"""The middleware that requests pass before their route: limits, headers, the log."""

"""What a request passes before its route: limits, headers, the log."""

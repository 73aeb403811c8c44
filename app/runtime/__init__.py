"""What the process runs on: settings, threads, quotas, log and metrics."""

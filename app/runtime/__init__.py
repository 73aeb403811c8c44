"""The process's runtime: settings, threads, quotas, logs and metrics."""

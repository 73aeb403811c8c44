"""The laboratory: one file an experiment, each with its question, its config and `run()`.

Plain functions of a network and a config; they know nothing of HTTP.
"""

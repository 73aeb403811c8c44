"""The laboratory: one file per experiment, each with its question, its config and `run()`.

Experiments are plain functions of a network and a config; they know nothing of HTTP.
"""

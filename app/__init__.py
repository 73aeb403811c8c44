"""Shiftscope: what moves with an object in a convolutional network, what stays, what goes blind."""

__version__ = "0.2.0"

"""Shiftscope: what moves with an object in a convolutional network, what stays, what goes blind."""

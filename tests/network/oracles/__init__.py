"""One file for each kind of layer, named as the kind: its oracle, and examples for it.

`oracle(layer, weights, volume)` computes the same as the layer, in plain NumPy and float64, and
shares no code with it. `EXAMPLES` has, by name, layers and the shapes of their inputs.
"""

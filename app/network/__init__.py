"""The network: spec, weights, card, and the trace of a forward pass. Knows nothing of scenes."""

"""The scene: what lies on the canvas, and the picture it makes. Knows nothing of networks."""

"""The scene: objects on the canvas, and their picture. This room knows nothing of networks."""

"""The live channel: sessions, micro-batches, and shutdown."""

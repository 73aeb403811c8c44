"""The live channel: its connections, and how they are answered and ended."""

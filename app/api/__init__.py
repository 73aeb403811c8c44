"""The edges: REST and the live channel. One file a resource."""

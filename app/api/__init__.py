"""The API: REST routes and the live channel. One file per resource."""

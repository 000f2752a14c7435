"""The HTTP face: routers translate and never decide."""

"""kefu eval and what is beside it."""

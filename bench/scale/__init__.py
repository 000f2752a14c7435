"""How search and turns hold up as an installation grows."""

"""Questions about orders of shops that nothing was made for."""

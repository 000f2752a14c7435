"""What must not be said, read by a small trained model: wordings that no rule of the packs has."""

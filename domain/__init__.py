"""What the business is: types, and the ports (Protocols) beside their nouns."""

"""How Chinese shop text is read by rules: normal form, numerals, units, terms, synonyms. Standard library only."""

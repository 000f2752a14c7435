"""Pure rules over texts and drafts: no input, no output, no model."""

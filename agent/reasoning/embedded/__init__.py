"""The embedded reasoner: extracts verbatim sentences and fills templates; needs no chat model."""

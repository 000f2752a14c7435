"""The retail domain of tau-bench through our tool layer: its gold actions proposed, approved, carried out, compared.

Nothing of the benchmark is kept here: its files are read from a folder that the user names.
"""

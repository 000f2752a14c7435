"""The ledger of promises: what is recognised, implied and kept."""

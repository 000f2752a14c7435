"""Tests of the promise ledger's reading."""

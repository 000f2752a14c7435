"""Tests of the embedded triage."""

"""Figures for Prometheus and spans for OpenTelemetry; nothing leaves the process unless an address is set."""

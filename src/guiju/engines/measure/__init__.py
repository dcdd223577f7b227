"""Metrics from facts: compiled to SQL once, run by DuckDB, finished exactly."""

"""Stored figures: measured metrics, targets, entered inputs, and the imports they come from."""

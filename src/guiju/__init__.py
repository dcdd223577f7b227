"""Guiju runs the regulation of an e-commerce department."""

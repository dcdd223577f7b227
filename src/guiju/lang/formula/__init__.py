"""Formulas: parse, check types, evaluate exactly, explain."""

"""The regulation language: text in, values out."""

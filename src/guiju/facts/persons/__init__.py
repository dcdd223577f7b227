"""People in the shop data: found by what a platform calls them, exported, and made nobody again.

``erased`` and ``hidden`` are light; ``buyers`` reads the lake and loads Polars.
"""

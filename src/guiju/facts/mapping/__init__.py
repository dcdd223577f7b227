"""The house's own connectors: a person says once what the columns of a file mean; kept in versions, shared, exported.

``store`` and ``check`` are light; ``sample`` and ``trial`` read files and load Polars.
"""

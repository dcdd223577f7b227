"""Shop data: schemas, connectors for platform exports, and the lake they fill.

``load_schemas()`` is light. ``guiju.facts.lake`` reads manifests without heavy libraries; ``guiju.facts.importing``
alone loads Polars.
"""

from guiju.facts.schema import Column, ColumnType, Schema, Words, brought, load_schemas

__all__ = ["Column", "ColumnType", "Schema", "Words", "brought", "load_schemas"]

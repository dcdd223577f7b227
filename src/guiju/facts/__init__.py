"""Shop data: schemas, connectors for platform exports, and the lake they fill."""

"""例行: work that comes round."""

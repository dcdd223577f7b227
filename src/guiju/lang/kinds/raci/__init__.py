"""预警: a condition that somebody must hear of."""

"""指标: a number with a unit, a direction and an owner, computed from facts."""

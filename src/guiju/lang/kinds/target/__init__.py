"""目标: what a metric should reach."""

"""数据: every metric with its target, trend and comparisons, and where each figure comes from."""

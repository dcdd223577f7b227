"""参数: a named figure, perhaps with dates."""

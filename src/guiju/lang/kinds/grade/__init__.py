"""等级: bands of points, with shares of people."""

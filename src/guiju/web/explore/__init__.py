"""探索: any metrics along any dimensions, as a table to turn, a chart and a file."""

"""绩效: one's score so far and what would raise it, the bonus down to the order rows, one's group, the department."""

"""成本: what goods, freight and platforms cost, from which day on, and what is still unknown."""

"""解释: what a word means and who decides."""

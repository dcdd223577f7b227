"""Papers that stand for themselves: a record sealed by hashes, set as a PDF that carries it, checked without us."""

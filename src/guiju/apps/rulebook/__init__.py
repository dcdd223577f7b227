"""The regulations in force: documents by their hash, adoptions, drafts, and what access they grant."""

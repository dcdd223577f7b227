"""A Word or Markdown text becomes clauses, and the figures and duties found in it are proposed as rules."""

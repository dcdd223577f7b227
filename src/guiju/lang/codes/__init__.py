"""The one catalogue of problems: each code with its level, its words in both languages, and how to mend it."""

"""The roster as a workbook: what its sheets are, how they are read, what contradicts, and what an import changes."""

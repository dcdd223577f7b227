"""Whether the house runs: the pulse of its processes, its backups, its room."""

"""Whether the house runs: a page for people, an address for machines."""

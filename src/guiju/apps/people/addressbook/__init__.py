"""Address books of messengers as a source of the roster: read, matched with the regulation, tried, taken over."""

"""Files that leave: each is counted, signed and written down, and a large one waits for another's approval."""

"""Drafts while people write them: saves, undoing, merging, who writes along, remarks, rules proposed from a text."""

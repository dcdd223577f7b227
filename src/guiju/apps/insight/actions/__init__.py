"""Marking what happened, answering what was found, exploring."""

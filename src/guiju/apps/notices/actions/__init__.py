"""Changing how people are reached, handing notices to the channels, and sending them."""

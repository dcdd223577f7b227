"""State: Django apps in an order of their own, each importing only lower ones."""

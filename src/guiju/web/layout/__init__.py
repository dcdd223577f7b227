"""The frame around every page: places, language, theme, and what an address that leads nowhere shows."""

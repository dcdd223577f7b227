"""The pieces every page is made of: figures in words, components, charts, and the way a page is shown."""

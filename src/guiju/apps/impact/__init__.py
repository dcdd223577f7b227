"""影响: what one text or another makes of the same people, months and figures; worked out by the worker and kept."""

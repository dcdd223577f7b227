"""Why a figure changed between two periods: effects that add up to the difference, exactly."""

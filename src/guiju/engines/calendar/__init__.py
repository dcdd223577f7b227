"""Working days and hours, what comes round, and which work is due: pure, in naive local time."""

"""今日: the first screen after signing in."""

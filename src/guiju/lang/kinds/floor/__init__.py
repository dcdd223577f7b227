"""底线: a bound of law that no regulation may undercut."""

"""开始: the first hour, from an empty house to first figures and first people bound."""

"""Files that come by themselves: what is expected from where and when, and the doors they come in by."""

"""Work: everything that one accountable person must do by a time, whatever made it, in one table and one inbox."""

"""操作记录: who did what, when, from where, by which clause, and what was before and after."""

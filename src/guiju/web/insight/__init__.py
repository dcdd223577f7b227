"""数据, looked into: why a figure changed, what happened, and what is worth a look."""

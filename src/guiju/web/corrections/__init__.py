"""Pages of corrections: the list, writing one from a row or by rule, one with its effect and its life."""

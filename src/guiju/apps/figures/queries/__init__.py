"""Reading figures, one module a noun: points, stated (targets and inputs), runs, coverage."""

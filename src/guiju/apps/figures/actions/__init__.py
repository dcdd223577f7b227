"""What can be done with figures, one module a noun: targets, inputs, imports, refreshing."""

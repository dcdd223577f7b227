"""The desk at which drafts are written: a clause at a time, its words beside its rules."""

"""The library of regulations: what each document demands and needs, and choosing one to begin with."""

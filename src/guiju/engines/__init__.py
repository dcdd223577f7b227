"""Pure engines: measures, scores and what else follows from a regulation, the facts and the people."""

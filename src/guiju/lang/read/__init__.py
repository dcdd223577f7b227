"""Second pass: drafts to rules. Each field is read by what its model says about how it is written."""

"""更正单: rows of the lake excluded, given other values or another owner, proposed by one and approved by another."""

"""The compiler, one module a stage: sources, front matter, outline, names, types, rules."""

"""Records of the forms that a regulation declares: filed, checked by its rules, passed on stage by stage, kept."""

"""发布: the life of a version, from a draft through opinions, consultation, approval and notice into force."""

"""What two or more regulations make of the same people and figures: outcomes, bounds, duties and rights. Pure."""

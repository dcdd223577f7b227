"""Looking into figures: why they changed, what happened, what is unusual, and any cut that somebody asks for."""

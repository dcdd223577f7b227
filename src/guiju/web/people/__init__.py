"""组织: who does what, by unit and position, and each person's page."""

"""What follows from conduct: reports of what is prohibited, hearings, decisions, appeals. Never surveillance."""

"""How people hear of their work outside the app: e-mail, group robots, messengers, calendar feeds."""

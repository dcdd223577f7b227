"""What each period came to for each person: points, grade and money, kept with their explanations."""

"""From measured figures to points, grades and money: pure, exact, and explained."""

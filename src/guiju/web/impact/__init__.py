"""影响: whom an amendment touches and what it costs, and two or three regulations side by side."""

"""How long grading takes, what it costs, and how that compares with other tools."""

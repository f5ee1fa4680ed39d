"""What a student built, as a picture: boxes, layout, drawing, and marks where two differ."""

"""The checks' kit for this course: layers, costs, gradient steps, training, savers, dropout."""

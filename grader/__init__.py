"""graphgrade: exercises for TensorFlow's graph mode, judged by running the student's graph."""

__version__ = "0.1.0"

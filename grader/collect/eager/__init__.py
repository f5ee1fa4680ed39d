"""TensorFlow 2: what a script computes eagerly, recorded and written down as one graph."""

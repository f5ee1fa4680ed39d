"""Warm parents that import once and fork a child for each task, and the supervisor of both."""

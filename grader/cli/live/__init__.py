"""Regrading on every save: files, keys and verdicts as events of one loop."""

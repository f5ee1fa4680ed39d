"""Which submissions are more alike than they should be."""

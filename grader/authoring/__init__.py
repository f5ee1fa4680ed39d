"""Making, proving and releasing exercises: an instructor's side of the command."""

"""What every other package stands on: the report, errors, limits, frames, safe text and files."""

"""From decisions to a Report, and from a Report to pages."""

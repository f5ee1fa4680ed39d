"""Children without fork: each is a process of its own, on any system."""

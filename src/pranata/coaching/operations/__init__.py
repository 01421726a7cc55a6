"""Use cases of coaching."""

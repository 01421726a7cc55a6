"""The template library `pranata`."""

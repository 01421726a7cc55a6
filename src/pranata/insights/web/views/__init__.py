"""Views of comparison."""

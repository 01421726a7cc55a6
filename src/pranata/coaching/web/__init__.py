"""Pages of coaching, for both sides."""

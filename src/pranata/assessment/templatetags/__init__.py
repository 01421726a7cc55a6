"""Template tags about regulations."""

"""Tools for those who develop Pranata; never packaged, never imported by the product."""

"""One module a page; each view makes at most one call that writes."""

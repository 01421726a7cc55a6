"""The log over HTTP, for machines: anybody may mirror it and check it."""

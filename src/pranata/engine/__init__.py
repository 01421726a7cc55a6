"""Pure calculation: scoring of instruments, Merkle trees of a log, periods of retention, gaps and plans.

Owns the arithmetic of the law and nothing else: frozen inputs in, a result with its trace out.
Never imports Django, never reads a file, a clock, a setting or the network, and never uses a float
in a score. Whoever runs it again on the same input gets the same bytes.
"""

"""Pages for officials that need more than one app: the desk with what waits for a position.

Composes what the floors below offer; owns no truth.
"""

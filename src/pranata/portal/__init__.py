"""Pages for citizens and anyone without an account: results, comparison, instruments, calculator.

Composes what the floors below offer; keeps nothing a visitor types.
"""

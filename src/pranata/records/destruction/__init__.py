"""Taking bytes and keys away for good, and doing so again after a backup brought them back.

Not deciding it: two persons do that, in `operations`. What is here is told that the point of no return is
behind it, and finishes the work however often it is interrupted.
"""

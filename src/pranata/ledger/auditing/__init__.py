"""The audit: everything the log says, computed again from the bytes of the entries.

It trusts the public keys it is given and nothing in the database: no stored hash, no function there, no
constraint. It runs without Django, on as many cores as it may use, and can be interrupted and taken up again.
"""

"""Leaving office: what somebody hands over with a position, and the proof they take along.

Owns the handover (serah terima jabatan) of an assignment that ends: the dossier of what the position holds
at that second, the leaver's note, the signatures on it; and the personal bundle of a person's own acts.
Never ends an assignment by itself, and never gives a right: rights end with the assignment, whether or not
anybody signed. Composes what records and assessment hold; owns none of it.
"""

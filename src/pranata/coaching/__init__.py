"""Coaching: a province or a central body helps an instansi, and both keep what they agreed.

Owns the relation of a coach to an instansi with its notes, visits and follow-ups. Rows of two parties are
shown to both by row-level security; what a coach notes for itself is a table of the coach's own instansi.
Never reads an answer or a level that its owner does not share: a coach sees what everybody may read, and the
counts an organiser of a call is given.
"""

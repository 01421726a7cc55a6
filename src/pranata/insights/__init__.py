"""Read-only views across everything: distribution, ranking, similarity, who rose most.

Owns no truth and writes nothing: every figure here can be recomputed from the tables below it.
"""

"""Read-only views across everything: distribution, ranking, similarity, who rose most.

Owns no truth and writes nothing: every figure here can be recomputed from the tables below it. Its pages
(`/perbandingan/`) hold a body against its kind, its province and those most like it, for everybody with what
is shared, and for officials with their own levels beside.
"""

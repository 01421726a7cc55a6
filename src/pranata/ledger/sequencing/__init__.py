"""The sequencer: gives each waiting entry its place in the tree, and signs the tree.

One process, held to one by an advisory lock, with a database role of its own and without Django. A batch is
one transaction: leaves, tiles and checkpoint are there together or not at all, so a crash at any step loses
nothing and repeats nothing. Before it signs it asks the witness what that saw last, and stops rather than
fork the log.
"""

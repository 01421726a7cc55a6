"""The index: instruments, assessments of an instansi, and published results.

Owns the loading of regulations (law as data) into the engine's instruments, an instansi's assessments
with every change of a level, and the public results table written by publishing. The arithmetic itself
lives in `pranata.engine`; ranking and comparison across bodies live in `pranata.insights`.
"""

"""Pranata: the platform on which Indonesian local governments run SPBE.

The floors, their order and what each owns are described in `docs/architecture.md`;
import-linter holds the code to them.
"""

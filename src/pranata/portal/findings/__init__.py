"""Sentences that say what the figures show: titles computed from data, never written beforehand."""

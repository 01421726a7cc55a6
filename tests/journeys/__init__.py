"""Journeys: the served product in a real browser."""

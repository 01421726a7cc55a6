"""What is between the levels held and each higher one: every step up with what it adds to the index, exactly.

Owns the arithmetic of one step and which steps wait for which; knows nothing of cost, time or people.
"""

from pranata.engine.gaps.rises import Place, Rise, gain_of, rises

__all__ = ["Place", "Rise", "gain_of", "rises"]

"""Inter for what we print."""

from pathlib import Path

FONTS = Path(__file__).parent

"""`python -m pranata.records.extraction MEDIA < file`: prints `{"pages": …, "text": …}`. Knows no Django.

With `PAGE` in place of a media type, a number, it writes that page of a PDF as PNG.
"""

import json
import resource
import sys

from pranata.records.extraction.drawing import draw
from pranata.records.extraction.reading import read

MEMORY = 1 << 30
CPU_S = 30


def main() -> None:
    """Give up what is not needed, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.argv[1].isdecimal():
        sys.stdout.buffer.write(draw(sys.stdin.buffer, int(sys.argv[1])))
        return
    pages, text = read(sys.stdin.buffer, sys.argv[1])
    sys.stdout.write(json.dumps({"pages": pages, "text": text}))


if __name__ == "__main__":
    main()

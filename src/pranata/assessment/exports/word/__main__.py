"""`python -m pranata.assessment.exports.word < parcel`: prints the filled document. Knows no Django.

A refusal is JSON with its code, and status 3; being killed by a limit has another status.
"""

import io
import json
import resource
import sys
import zipfile

from pranata.assessment.exports.word.filling import fill
from pranata.assessment.exports.word.judging import require_plain_package
from pranata.assessment.exports.word.worker import FIELDS, RADAR, TEMPLATE, TemplateFault

MEMORY = 1 << 30
CPU_S = 10
REFUSED = 3


def main() -> int:
    """Give up what is not needed, then judge and fill; return the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())) as parcel:
        template, radar = parcel.read(TEMPLATE), parcel.read(RADAR)
        fields = json.loads(parcel.read(FIELDS))
    try:
        require_plain_package(template)
        sys.stdout.buffer.write(fill(template, fields, radar))
    except TemplateFault as fault:
        sys.stdout.write(json.dumps({"code": fault.code, "found": fault.found}))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())

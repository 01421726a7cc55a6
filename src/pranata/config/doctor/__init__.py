"""What is wrong with an installation, each finding with why it matters and what to do.

`EXAMINATIONS` is the list; to examine something more, add a function that returns findings (none when all is
well) and a line. An examination never changes anything.
"""

from pranata.config.doctor.examination import EXAMINATIONS, Examination, examine
from pranata.config.doctor.finding import Finding, Severity

__all__ = ["EXAMINATIONS", "Examination", "Finding", "Severity", "examine"]

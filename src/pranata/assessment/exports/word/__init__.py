"""Reports in Word, from a template that anybody may have written.

A template is judged and filled in a process of its own that has little memory, little time and no Django:
`run_worker` starts it. What it may say is a small part of Jinja: known fields, loops over known lists,
conditions and a few filters. Nothing of it can call, compute or look inside an object.
"""

from pranata.assessment.exports.word.worker import TemplateFault, WorkerFailed, run_worker, shipped_template

__all__ = ["TemplateFault", "WorkerFailed", "run_worker", "shipped_template"]

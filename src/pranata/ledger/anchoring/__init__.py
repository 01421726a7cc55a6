"""What fixes our log outside our own building: witnesses' cosignatures, time stamps, printed sheets.

Runs beside the sequencer, with its role and without Django, and never holds it up: what cannot be had now is
asked for again, and that it is late is told.
"""

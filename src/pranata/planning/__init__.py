"""From gap to plan: what a step costs and needs, which steps are worth taking, and when.

Owns the catalogue of steps (assumptions, shipped as data and said to be so wherever they show), an instansi's
own estimates and capacities, the files of `pranata plan`, the way from a question to an answer of
`engine.optimise` and to its document, the plans that were computed, proposed and accepted, and the actions,
commitments and forecasts of an accepted one. The solver lives in a process of its own. Never computes an
index itself, never searches itself, and never shows a message of the solver; the files, `asking`, `making`
and `document` need neither settings nor a database.
"""

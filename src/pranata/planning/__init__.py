"""From gap to plan: what a step costs and needs, which steps are worth taking, and when.

Owns the catalogue of steps (assumptions, shipped as data and said to be so wherever they show), the files of
`pranata plan`, and the way from a question to an answer of `engine.optimise` and to its document. Needs
neither settings nor a database so far: action plans, commitments, the peta rencana and the budget view come
to it later. Never computes an index itself, never searches itself, and never shows a message of the solver.
"""

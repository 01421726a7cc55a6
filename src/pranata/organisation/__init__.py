"""Who exists and who may: instansi, units, positions, people, dated assignments and grants.

Owns the directory of government bodies with their region codes, the dated tree of units, positions and
their superiors, people, assignments (definitif, plt, plh, pj, pjs) and roles granted on a unit to a
position. Every app above may name these models. Knows nothing of indicators, budgets or letters.
"""

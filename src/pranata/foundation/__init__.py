"""The Django ground every app stands on.

Owns accounts and sign-in, tenancy by row-level security, the embedded PostgreSQL, exports
(spreadsheets, PDF), the UI kit (templates, components, static files), route policies, product errors
and the test kit. Knows no word of the domain: no indicator, no instansi's business, no official's post.
"""

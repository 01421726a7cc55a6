"""Who may sign in, and how: the rules behind the pages under `/akun/`.

Owns how an account is found and its password checked (`backend`), the lock-out that slows guessing
(`lockout`), the sessions of an account and ending them (`sessions`), the account's own record of what
happened to it (`events`), invitations (`invitations`), password rules (`passwords`) and who must have a
second factor (`second_factor`). django-allauth carries the ceremonies; `web/accounts` fits it to us.

Never decides what somebody may do once inside: that is a grant held by a position, two floors up.
"""

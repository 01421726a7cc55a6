"""The tamper-evident log of official acts.

Owns entries: canonical bytes and leaf hash, appended in the transaction of the act, never updated or
deleted by anyone. Knows digests, actors and action codes, not domains: what an act means is said by the
app that declares it in its `events.py`. Sequencing, checkpoints, witnesses and bundles are added here.
"""

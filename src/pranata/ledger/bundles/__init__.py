"""Evidence bundles: what a person takes out of the house and proves without it.

`verifikasi` is the stand-alone verifier, one file on the standard library alone; `listing` makes the list
that the export act commits to; `writing` lays the files out. Nothing here reads the database or knows what an
act means.
"""

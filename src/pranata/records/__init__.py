"""Documents and evidence: which bytes an instansi keeps, what they are, and who did what to them.

Owns documents with their versions and derivatives, items of evidence made of several documents, uploads
that survive a bad line, and the text found in files. Bytes lie in `foundation.blobs`; every act is an
entry of the ledger with the SHA-256 of what it was about. It never changes or removes a version by an
edit, never judges what evidence is worth (that is assessment's), and knows no indicator.
"""

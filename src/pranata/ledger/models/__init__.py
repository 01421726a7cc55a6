"""Models of the ledger: thin, unmanaged views of the tables its own SQL makes."""

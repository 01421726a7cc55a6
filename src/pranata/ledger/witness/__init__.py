"""A witness of logs: the C2SP `tlog-witness` protocol, without Django and without PostgreSQL.

Another office runs it. It remembers one checkpoint of each log, cosigns a later one only if that continues
the one it remembers, and writes that to disk before it answers. So a log that shows it two histories is
found out, whoever holds the log's key. `client` is the other side: asking a witness.
"""

"""A process that appends entries as the application does: `python -m … CONNINFO DOCUMENT COUNT`."""

import sys

import psycopg


def main(conninfo: str, document: str, count: int) -> None:
    with psycopg.connect(conninfo) as link:
        for _ in range(count):
            link.execute("SET LOCAL pranata.tenant = 1")
            link.execute("SELECT event_id FROM ledger.append(%s::jsonb)", [document])
            link.commit()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

-- Cosigned notes that somebody brought by file or as text. A tray, not evidence: the application puts a note in,
-- the sequencer checks each line with the keys of the policy, keeps what holds and takes the note away. So the
-- application, and whoever steals its login, still cannot make a line under a checkpoint.
CREATE TABLE ledger.brought (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    note       bytea       NOT NULL CHECK (octet_length(note) BETWEEN 1 AND 65536),
    brought_at timestamptz NOT NULL
);
REVOKE ALL ON ledger.brought FROM PUBLIC;
GRANT INSERT (note, brought_at) ON ledger.brought TO pranata_app;
GRANT SELECT, DELETE ON ledger.brought TO pranata_sequencer;

-- That a sheet is on paper is what a person says, so the application may write it down; no other kind of anchor.
CREATE FUNCTION ledger.note_printed(log smallint, size bigint, token bytea, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO ledger.anchor (log, size, kind, token, received_at)
    VALUES (note_printed.log, note_printed.size, 'cetak', note_printed.token, note_printed.at)
$$;
REVOKE ALL ON FUNCTION ledger.note_printed(smallint, bigint, bytea, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.note_printed(smallint, bigint, bytea, timestamptz) TO pranata_app;

-- The last checkpoint of a day, among millions.
CREATE INDEX checkpoint_by_time ON ledger.checkpoint (log, signed_at);

-- What anybody may ask about an entry without an account: where it stands, by its printed code, or by the bytes
-- of a document that is open to checking. Neither answer says what was done or by whom.

-- Documents of the security class B (biasa), taken out of the bytes of entries: `keamanan` beside `sha256`.
CREATE TABLE ledger.checkable (
    sha256   bytea NOT NULL CHECK (octet_length(sha256) = 32),
    event_id uuid  NOT NULL REFERENCES ledger.entry,
    PRIMARY KEY (sha256, event_id)
);

CREATE FUNCTION ledger.note_checkable() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.checkable (sha256, event_id)
    SELECT decode(thing ->> 'sha256', 'hex'), NEW.event_id
    FROM jsonb_array_elements(ledger.document(NEW.entry) -> 'objects') AS thing
    WHERE thing ->> 'keamanan' = 'B' AND thing ->> 'sha256' ~ '^[0-9a-f]{64}$'
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_checkable AFTER INSERT ON ledger.entry FOR EACH ROW
    WHEN (position('"keamanan":"B"'::bytea IN NEW.entry) > 0)
    EXECUTE FUNCTION ledger.note_checkable();
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER note_checkable;

CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON ledger.checkable
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkable
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.checkable ENABLE ALWAYS TRIGGER refuse_row;
ALTER TABLE ledger.checkable ENABLE ALWAYS TRIGGER refuse_statement;

-- The range of leaf hashes that share a code. A wider one is refused: nobody lists the log through here.
CREATE FUNCTION ledger.entries_of_code(low bytea, high bytea)
RETURNS TABLE (event_id uuid, leaf_hash bytea, recorded_at timestamptz)
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT entry.event_id, entry.leaf_hash, entry.recorded_at FROM ledger.entry
    WHERE entry.leaf_hash BETWEEN low AND high AND substr(low, 1, 6) = substr(high, 1, 6)
    ORDER BY entry.event_id LIMIT 5
$$;

CREATE FUNCTION ledger.entries_of_document(digest bytea)
RETURNS TABLE (event_id uuid, leaf_hash bytea, recorded_at timestamptz)
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT entry.event_id, entry.leaf_hash, entry.recorded_at
    FROM ledger.checkable JOIN ledger.entry USING (event_id)
    WHERE checkable.sha256 = digest
    ORDER BY entry.event_id LIMIT 5
$$;

REVOKE ALL ON ledger.checkable FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.note_checkable(), ledger.entries_of_code(bytea, bytea), ledger.entries_of_document(bytea)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.entries_of_code(bytea, bytea), ledger.entries_of_document(bytea) TO pranata_app;

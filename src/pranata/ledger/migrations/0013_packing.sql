-- The phrases that nearly every entry has take one byte each in its row. What is hashed, signed, shown and handed out
-- are the canonical bytes as before; docs/adr/0033-less-room-for-an-entry.md has the figures and what was weighed.

-- Canonical JSON holds no control character, so each of them can stand for a phrase. Putting the phrases back is exact,
-- whatever was packed: an entry without control characters is its own packed form, as those written before are. No row
-- of theirs is touched. The table of phrases never changes; docs/spec/ledger-entry.md prints it, and
-- `pranata.ledger.packing` has it for what reads entries outside the database.
CREATE FUNCTION ledger.packed(entry bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN convert_to(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(convert_from(entry, 'UTF8'),
        '","for":null,"log":"pranata.local/log/', E'\x01'),
        '","schema":"ledger.0007"},"tenant":', E'\x02'),
        '","occurred_basis":"server","payload":', E'\x03'),
        '"},"prev":[],"recorded_at":"', E'\x04'),
        ',"thread":null,"to":[],"v":1}', E'\x05'),
        ',"prev":[],"recorded_at":"', E'\x06'),
        '"},"system":{"app":"pranata ', E'\x07'),
        '","result":null,"retention":', E'\x08'),
        '"},"auth":null,"authority":', E'\x09'),
        '","actor":{"basis":{"no":"', E'\x0a'),
        '"},"event_id":"', E'\x0b'),
        '","type":"SK"},"capacity":"', E'\x0c'),
        '","objects":[{"id":"', E'\x0d'),
        '"}],"occurred_at":"', E'\x0e'),
        '","sha256":null,"type":"', E'\x0f'),
        '","jabatan_nama":"', E'\x10'),
        'PermenPANRB 59/2020', E'\x11'),
        '","unit_nama":"', E'\x12'),
        '","sha256":"', E'\x13'),
        '","person":"', E'\x14'),
        '","jabatan":"', E'\x15'),
        '"},"tenant":', E'\x16'),
        '","schema":"', E'\x17'),
        '{"action":"', E'\x18'),
        '{"commit":"', E'\x19'),
        '{"class":"', E'\x1a'),
        '","role":"', E'\x1b'),
        '","type":"', E'\x1c'),
        '","unit":"', E'\x1d'),
        '","node":"', E'\x1e'),
        '{"rule":"', E'\x1f'), 'UTF8');
END
$$;

CREATE FUNCTION ledger.unpacked(entry bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
    RETURN convert_to(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(convert_from(entry, 'UTF8'),
        E'\x01', '","for":null,"log":"pranata.local/log/'),
        E'\x02', '","schema":"ledger.0007"},"tenant":'),
        E'\x03', '","occurred_basis":"server","payload":'),
        E'\x04', '"},"prev":[],"recorded_at":"'),
        E'\x05', ',"thread":null,"to":[],"v":1}'),
        E'\x06', ',"prev":[],"recorded_at":"'),
        E'\x07', '"},"system":{"app":"pranata '),
        E'\x08', '","result":null,"retention":'),
        E'\x09', '"},"auth":null,"authority":'),
        E'\x0a', '","actor":{"basis":{"no":"'),
        E'\x0b', '"},"event_id":"'),
        E'\x0c', '","type":"SK"},"capacity":"'),
        E'\x0d', '","objects":[{"id":"'),
        E'\x0e', '"}],"occurred_at":"'),
        E'\x0f', '","sha256":null,"type":"'),
        E'\x10', '","jabatan_nama":"'),
        E'\x11', 'PermenPANRB 59/2020'),
        E'\x12', '","unit_nama":"'),
        E'\x13', '","sha256":"'),
        E'\x14', '","person":"'),
        E'\x15', '","jabatan":"'),
        E'\x16', '"},"tenant":'),
        E'\x17', '","schema":"'),
        E'\x18', '{"action":"'),
        E'\x19', '{"commit":"'),
        E'\x1a', '{"class":"'),
        E'\x1b', '","role":"'),
        E'\x1c', '","type":"'),
        E'\x1d', '","unit":"'),
        E'\x1e', '","node":"'),
        E'\x1f', '{"rule":"'), 'UTF8');
END
$$;

CREATE OR REPLACE FUNCTION ledger.document(entry bytea) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT convert_from(ledger.unpacked(entry), 'UTF8')::jsonb $$;

CREATE OR REPLACE FUNCTION ledger.says(entry bytea, event_id uuid, tenant_id bigint, recorded_at timestamptz) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN pg_catalog.convert_from(ledger.unpacked(entry), 'UTF8')::pg_catalog.jsonb
        OPERATOR(pg_catalog.@>) pg_catalog.jsonb_build_object(
            'event_id', event_id, 'tenant', tenant_id,
            'recorded_at', pg_catalog.to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
END
$$;
-- Not read again for what is there already: it was held to this when it was written, and the audit holds it to more.
ALTER TABLE ledger.entry DROP CONSTRAINT leaf_hash_is_of_entry, ADD CONSTRAINT leaf_hash_is_of_entry
    CHECK (leaf_hash = sha256('\x00'::bytea || ledger.unpacked(entry))) NOT VALID;

CREATE OR REPLACE FUNCTION ledger.append(
    act jsonb, OUT event_id uuid, OUT leaf_hash bytea, OUT entry bytea, OUT recorded_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    reading constant timestamptz := clock_timestamp();
BEGIN
    PERFORM ledger.require_act(act);
    recorded_at := date_trunc('second', reading);
    event_id := coalesce((act ->> 'event_id')::uuid, ledger.uuid7(reading));
    entry := convert_to(ledger.canonical(act || jsonb_build_object(
        'v', 1,
        'log', (SELECT origin FROM ledger.log ORDER BY number DESC LIMIT 1),
        'event_id', event_id,
        'recorded_at', to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    )), 'UTF8');
    IF octet_length(entry) > 65535 THEN
        RAISE program_limit_exceeded USING MESSAGE = 'an entry takes at most 65535 bytes, found ' || octet_length(entry);
    END IF;
    leaf_hash := sha256('\x00'::bytea || entry);
    -- At this point nothing is written. The insert, its place in the queue and the act itself are one
    -- transaction: they become visible together or not at all.
    INSERT INTO ledger.entry (event_id, tenant_id, recorded_at, entry, leaf_hash)
    VALUES (append.event_id, (act ->> 'tenant')::bigint, append.recorded_at, ledger.packed(append.entry), append.leaf_hash);
END
$$;

CREATE OR REPLACE FUNCTION ledger.follow_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said constant jsonb := ledger.document(NEW.entry);
    actor constant jsonb := said -> 'actor';
    code constant bytea := substr(NEW.leaf_hash, 1, 7);
BEGIN
    INSERT INTO ledger.queue (event_id) VALUES (NEW.event_id);
    INSERT INTO ledger.entry_object (event_id, tenant_id, type, object_id, role)
    SELECT DISTINCT NEW.event_id, NEW.tenant_id, thing ->> 'type', thing ->> 'id', thing ->> 'role'
    FROM jsonb_array_elements(said -> 'objects') AS thing;
    IF actor ?| ARRAY['jabatan', 'person'] THEN
        INSERT INTO ledger.party (event_id, tenant_id, recorded_at, person, role, position, action, code)
        VALUES (NEW.event_id, NEW.tenant_id, NEW.recorded_at, ledger.person_id(actor ->> 'person'), 'pelaku',
                coalesce(actor ->> 'jabatan', ''), said ->> 'action', code);
    END IF;
    IF said -> 'to' <> '[]' THEN
        INSERT INTO ledger.party (event_id, tenant_id, recorded_at, role, position, action, code)
        SELECT DISTINCT NEW.event_id, NEW.tenant_id, NEW.recorded_at, 'penerima', receiver ->> 'jabatan',
                        said ->> 'action', code
        FROM jsonb_array_elements(said -> 'to') AS receiver WHERE receiver ->> 'jabatan' IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

-- `"keamanan":"B` alone, for the quotation mark after it may be part of a phrase; no other class begins so.
DROP TRIGGER note_checkable ON ledger.entry;
CREATE TRIGGER note_checkable AFTER INSERT ON ledger.entry FOR EACH ROW
    WHEN (position('"keamanan":"B'::bytea IN NEW.entry) > 0)
    EXECUTE FUNCTION ledger.note_checkable();
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER note_checkable;
REVOKE ALL ON FUNCTION ledger.packed(bytea), ledger.unpacked(bytea) FROM PUBLIC;

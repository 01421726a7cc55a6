-- The room that an entry takes beside its own bytes. The bytes themselves, their hash and their place stay as they
-- are; what is only filed from them is filed smaller. docs/adr/0029-the-room-of-an-entry.md has the figures.

-- Whose an entry is. As before nothing refers to the entry, so the line stays when that is removed; it keeps what is
-- needed to say so: what was done, when, and the part of the hash that the printed code is made of.
CREATE TABLE ledger.party_by_id (
    event_id    uuid        NOT NULL,
    tenant_id   bigint,
    recorded_at timestamptz NOT NULL,
    person      uuid,
    role        text        NOT NULL CHECK (role IN ('pelaku', 'penerima')),
    position    text        NOT NULL, -- '' for who acts for no position
    action      text        NOT NULL,
    code        bytea       NOT NULL CHECK (octet_length(code) = 7)
);
CREATE FUNCTION ledger.person_id(person text) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN CASE WHEN person ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN person::uuid END;
END
$$;
-- From the lines and not from the entries: one whose entry is gone is what the table is for.
INSERT INTO ledger.party_by_id (event_id, tenant_id, recorded_at, person, role, position, action, code)
SELECT event_id, tenant_id, recorded_at, ledger.person_id(person), role, position, action, substr(leaf_hash, 1, 7)
FROM ledger.party ORDER BY event_id;
DROP TABLE ledger.party;
ALTER TABLE ledger.party_by_id RENAME TO party;

-- Many acts are of one position and of one person. With the number of the entry in the key each would be written out;
-- without it an index names the position once and lists where its acts are.
CREATE INDEX party_of_event ON ledger.party (event_id);
CREATE INDEX party_of_position ON ledger.party (tenant_id, position);
CREATE INDEX party_of_person ON ledger.party (tenant_id, person) WHERE person IS NOT NULL;

CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON ledger.party
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.party
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.party ENABLE ALWAYS TRIGGER refuse_row;
ALTER TABLE ledger.party ENABLE ALWAYS TRIGGER refuse_statement;
ALTER TABLE ledger.party ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.party FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ledger.party FOR SELECT
    USING (tenant_id = NULLIF(current_setting('pranata.tenant', true), '')::bigint);
CREATE POLICY audit ON ledger.party FOR SELECT TO pranata_owner USING (true);
CREATE POLICY append ON ledger.party FOR INSERT TO pranata_owner
    WITH CHECK (tenant_id IS NULL OR tenant_id = NULLIF(current_setting('pranata.tenant', true), '')::bigint);
REVOKE ALL ON ledger.party FROM PUBLIC;
GRANT SELECT ON ledger.party TO pranata_app;

-- What an entry is about: found by the thing, or by the entry. No key keeps a thing from being filed twice any more;
-- the function below, which alone writes here, files each once, and the audit compares what is filed.
ALTER TABLE ledger.entry_object DROP CONSTRAINT entry_object_pkey;
CREATE INDEX entry_object_of_event ON ledger.entry_object (event_id);
DROP INDEX ledger.entry_object_history;
CREATE INDEX entry_object_history ON ledger.entry_object (tenant_id, type, object_id);

-- The history of a tenant is read by the hour; within one it is put in order on reading.
CREATE INDEX entry_of_tenant_by_hour ON ledger.entry (tenant_id, date_trunc('hour', recorded_at AT TIME ZONE 'UTC'));
DROP INDEX ledger.entry_of_tenant;

-- The hashes of a full tile of level 0 are those of 256 leaves in a row, which `leaf` has.
ALTER TABLE ledger.tile ALTER COLUMN hashes DROP NOT NULL,
    ADD CONSTRAINT tile_has_its_hashes CHECK (level = 0 OR hashes IS NOT NULL);

CREATE OR REPLACE FUNCTION ledger.follow_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said constant jsonb := convert_from(NEW.entry, 'UTF8')::jsonb;
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
REVOKE ALL ON FUNCTION ledger.person_id(text) FROM PUBLIC;

-- The latest entries of the tenant whose scope is open, or those before one of them. Asked through a function,
-- because under row-level security no expression of the caller's may be looked up in an index.
CREATE FUNCTION ledger.entries_of_tenant(before uuid, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant bigint := NULLIF(current_setting('pranata.tenant', true), '')::bigint;
    last_hour timestamp := 'infinity';
BEGIN
    IF before IS NOT NULL THEN
        SELECT date_trunc('hour', e.recorded_at AT TIME ZONE 'UTC') INTO last_hour
        FROM ledger.entry AS e WHERE e.event_id = before AND e.tenant_id = tenant;
    END IF;
    RETURN QUERY
    SELECT e.event_id FROM ledger.entry AS e
    WHERE e.tenant_id = tenant AND date_trunc('hour', e.recorded_at AT TIME ZONE 'UTC') <= last_hour
      AND (before IS NULL OR date_trunc('hour', e.recorded_at AT TIME ZONE 'UTC') < last_hour OR e.event_id < before)
    ORDER BY date_trunc('hour', e.recorded_at AT TIME ZONE 'UTC') DESC, e.event_id DESC LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION ledger.entries_of_tenant(uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.entries_of_tenant(uuid, integer) TO pranata_app;

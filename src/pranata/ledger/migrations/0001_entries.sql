-- The log of official acts: canonical bytes, their leaf hash, and nothing that can be changed afterwards.
-- The meaning of every byte is in docs/spec/ledger-entry.md.

CREATE SCHEMA ledger;
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO pranata_app;

-- Every function of this schema runs with this search path, so that nobody's temporary objects stand in for
-- the catalogue's: pg_catalog first, pg_temp last, everything of ours by its full name.

-- Which log this is. The origin is inside every entry, so an entry of one installation cannot be passed
-- off as another's. A new number is opened only when a log must be abandoned; the old one is never repaired.
CREATE TABLE ledger.log (
    number    smallint    PRIMARY KEY,
    origin    text        NOT NULL UNIQUE CHECK (origin ~ '^[!-*,-~]+$'),
    opened_at timestamptz NOT NULL DEFAULT now(),
    reason    text        NOT NULL
);
INSERT INTO ledger.log (number, origin, reason)
VALUES (1, 'pranata.local/log/' || replace(gen_random_uuid()::text, '-', ''), 'first log of this installation');

CREATE FUNCTION ledger.document(entry bytea) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT convert_from(entry, 'UTF8')::jsonb $$;

-- `entry` is the evidence. The other columns only repeat what it says, and may not say anything else.
CREATE TABLE ledger.entry (
    event_id    uuid        PRIMARY KEY,
    tenant_id   bigint,
    recorded_at timestamptz NOT NULL,
    entry       bytea       NOT NULL,
    leaf_hash   bytea       NOT NULL UNIQUE,
    CONSTRAINT entry_fits_a_bundle CHECK (octet_length(entry) <= 65535),
    CONSTRAINT leaf_hash_is_of_entry CHECK (leaf_hash = sha256('\x00'::bytea || entry)),
    CONSTRAINT columns_repeat_entry CHECK (
        event_id IS NOT DISTINCT FROM (ledger.document(entry) ->> 'event_id')::uuid
        AND tenant_id IS NOT DISTINCT FROM (ledger.document(entry) ->> 'tenant')::bigint
        AND recorded_at IS NOT DISTINCT FROM (ledger.document(entry) ->> 'recorded_at')::timestamptz
    )
);
CREATE INDEX entry_of_tenant ON ledger.entry (tenant_id, event_id);

-- What an entry is about, taken out of its bytes so that the history of one thing is found by an index.
CREATE TABLE ledger.entry_object (
    event_id  uuid   NOT NULL REFERENCES ledger.entry,
    tenant_id bigint,
    type      text   NOT NULL,
    object_id text   NOT NULL,
    role      text   NOT NULL,
    PRIMARY KEY (event_id, type, object_id, role)
);
CREATE INDEX entry_object_history ON ledger.entry_object (tenant_id, type, object_id, event_id);

-- The seam for sequencing. Entries wait here in the order they were written; a sequencer with a role of its
-- own (and no other right than DELETE here) will take them out in the transaction that gives them an index
-- in the tree. The application can neither read nor write it. Until then it only grows.
CREATE TABLE ledger.queue (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid   NOT NULL UNIQUE REFERENCES ledger.entry
);

CREATE FUNCTION ledger.follow_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.queue (event_id) VALUES (NEW.event_id);
    INSERT INTO ledger.entry_object (event_id, tenant_id, type, object_id, role)
    SELECT NEW.event_id, NEW.tenant_id, thing ->> 'type', thing ->> 'id', thing ->> 'role'
    FROM jsonb_array_elements(ledger.document(NEW.entry) -> 'objects') AS thing
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_entry AFTER INSERT ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.follow_entry();
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER follow_entry;

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE restrict_violation USING
        MESSAGE = format('%I.%I is append-only: %s refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP),
        HINT = 'Append a correcting entry that names the one it corrects.';
END
$$;

-- The statement trigger speaks even where row-level security shows no row to refuse; the row trigger is the
-- one a replication worker runs. ENABLE ALWAYS: session_replication_role = replica skips neither.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['log', 'entry', 'entry_object'] LOOP
        EXECUTE format('CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON ledger.%I
                        FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', kept);
        EXECUTE format('CREATE TRIGGER refuse_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', kept);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_row', kept);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_statement', kept);
    END LOOP;
END
$$;
CREATE TRIGGER refuse_statement BEFORE UPDATE OR TRUNCATE ON ledger.queue
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.queue ENABLE ALWAYS TRIGGER refuse_statement;

-- Each tenant reads its own. The owner, which the append function runs as, reads all (the audit does) and
-- writes only into the tenant whose scope is open, or into none: FORCE holds it to that.
DO $$
DECLARE
    kept text;
    tenant constant text := 'NULLIF(current_setting(''pranata.tenant'', true), '''')::bigint';
BEGIN
    FOREACH kept IN ARRAY ARRAY['entry', 'entry_object'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', kept);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', kept);
        EXECUTE format('CREATE POLICY tenant ON ledger.%I FOR SELECT USING (tenant_id = %s)', kept, tenant);
        EXECUTE format('CREATE POLICY audit ON ledger.%I FOR SELECT TO pranata_owner USING (true)', kept);
        EXECUTE format('CREATE POLICY append ON ledger.%I FOR INSERT TO pranata_owner
                        WITH CHECK (tenant_id IS NULL OR tenant_id = %s)', kept, tenant);
    END LOOP;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT SELECT ON ledger.log, ledger.entry, ledger.entry_object TO pranata_app;

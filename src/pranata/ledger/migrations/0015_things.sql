-- What an entry is about stood in a table beside it, a row and two lines of indexes for each thing. It is found by an
-- index over the bytes of the entry now, in a sixth of the room; docs/adr/0039-things-found-in-the-bytes.md has the
-- figures. No entry is touched: the table repeated what they say.

-- A thing as the index holds it: eight bytes of the hash of its tenant, type and id, so that a name of any length fits.
-- Without an id: every thing of that type. What it means never changes, as the index holds what it once answered.
CREATE FUNCTION ledger.thing(tenant_id bigint, type text, id text DEFAULT NULL) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('x' || encode(substr(sha256(convert_to(
    coalesce(tenant_id::text, '') || ' ' || type || coalesce(' ' || id, ''), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint;

CREATE FUNCTION ledger.things(entry bytea) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said constant jsonb := ledger.document(entry);
    tenant constant bigint := (said ->> 'tenant')::bigint;
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT ledger.thing(tenant, one ->> 'type', id)
        FROM jsonb_path_query(said, 'lax $.objects[*]') AS one, unnest(ARRAY[one ->> 'id', NULL]) AS id
    );
END
$$;
-- New entries wait in a short list, which every search reads, and go into the index some hundred at a time.
CREATE INDEX entry_of_thing ON ledger.entry USING gin (ledger.things(entry)) WITH (gin_pending_list_limit = 64);

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
DROP TABLE ledger.entry_object;

-- The entries of the tenant whose scope is open about these things of a type, or about any of it. Asked through
-- functions, because under row-level security no expression of the caller's may be looked up in an index.
CREATE FUNCTION ledger.entries_about(type text, ids text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant bigint := NULLIF(current_setting('pranata.tenant', true), '')::bigint;
    things constant bigint[] := ARRAY(
        SELECT ledger.thing(tenant, type, id) FROM unnest(coalesce(ids, ARRAY[NULL])) AS id);
BEGIN
    RETURN QUERY
    SELECT e.event_id FROM ledger.entry AS e
    WHERE ledger.things(e.entry) && things AND e.tenant_id = tenant ORDER BY e.event_id DESC;
END
$$;

-- Which entries of that tenant others dispute.
CREATE FUNCTION ledger.disputed_entries() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant bigint := NULLIF(current_setting('pranata.tenant', true), '')::bigint;
BEGIN
    RETURN QUERY
    SELECT DISTINCT (thing ->> 'id')::uuid
    FROM ledger.entry AS e, jsonb_path_query(ledger.document(e.entry), 'lax $.objects[*]') AS thing
    WHERE ledger.things(e.entry) && ARRAY[ledger.thing(tenant, 'entry')] AND e.tenant_id = tenant
      AND thing ->> 'type' = 'entry' AND thing ->> 'role' = 'disangkal';
END
$$;

CREATE OR REPLACE FUNCTION ledger.disputed_at(disputed uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant bigint := (SELECT tenant_id FROM ledger.entry WHERE event_id = disputed);
    disputing constant jsonb := jsonb_build_array(
        jsonb_build_object('type', 'entry', 'id', disputed, 'role', 'disangkal'));
BEGIN
    RETURN (
        SELECT min(e.recorded_at) FROM ledger.entry AS e
        WHERE ledger.things(e.entry) && ARRAY[ledger.thing(tenant, 'entry', disputed::text)]
          AND e.tenant_id = tenant AND ledger.document(e.entry) -> 'objects' @> disputing
    );
END
$$;
REVOKE ALL ON FUNCTION ledger.thing(bigint, text, text), ledger.things(bytea), ledger.entries_about(text, text[]),
    ledger.disputed_entries() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.entries_about(text, text[]), ledger.disputed_entries() TO pranata_app;

-- Appending an entry, for a quarter of the time: what was done in many small statements is done in few. Each
-- statement inside a function costs about ten microseconds before it does anything, and there were sixty.

-- RFC 8785 as before. What has no order to it is written where it stands; a statement is needed only to put the
-- keys of an object in order. It has no search path of its own, for that costs as much as a small object:
-- its callers have one, and it is called by nobody else.
CREATE OR REPLACE FUNCTION ledger.canonical(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    plain constant text := value::text;
    written text := '';
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'object' THEN
            IF octet_length(plain) <> char_length(plain) AND EXISTS (
                SELECT FROM jsonb_object_keys(value) AS name WHERE octet_length(name) <> char_length(name)
            ) THEN
                RAISE invalid_parameter_value USING MESSAGE = 'an entry takes ASCII keys only';
            END IF;
            RETURN (
                SELECT '{' || coalesce(string_agg(
                    to_jsonb(name)::text || ':' || CASE
                        WHEN jsonb_typeof(member) IN ('string', 'null', 'boolean') OR member = '[]' THEN member::text
                        ELSE ledger.canonical(member)
                    END,
                    ',' ORDER BY name COLLATE "C"
                ), '') || '}'
                FROM jsonb_each(value) AS pair (name, member)
            );
        WHEN 'array' THEN
            FOR place IN 0 .. jsonb_array_length(value) - 1 LOOP
                written := written || CASE WHEN place > 0 THEN ',' ELSE '' END || ledger.canonical(value -> place);
            END LOOP;
            RETURN '[' || written || ']';
        WHEN 'number' THEN
            IF plain !~ '^-?[0-9]+$' OR abs(value::numeric) >= 9007199254740992 THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = 'an entry takes integers between -(2^53-1) and 2^53-1 only, found ' || left(plain, 40);
            END IF;
            RETURN plain;
        ELSE
            RETURN plain;
    END CASE;
END
$$;

-- RFC 9562 version 7, with the microseconds of the same clock reading in rand_a.
CREATE OR REPLACE FUNCTION ledger.uuid7(at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE STRICT
AS $$
DECLARE
    micros constant bigint := extract(epoch FROM at) * 1000000;
BEGIN
    RETURN (
        lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
        || substr(replace(gen_random_uuid()::text, '-', ''), 17)
    )::uuid;
END
$$;

-- The same rules as before, written so that one statement looks at the fields and none at their values.
CREATE OR REPLACE FUNCTION ledger.require_act(act jsonb) RETURNS void
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    names constant text[] := '{action, actor, auth, authority, event_id, for, objects, occurred_at, occurred_basis,
        payload, prev, result, retention, system, tenant, thread, to}';
    kinds constant text[] := '{string, object, object null, object null, string null, object null, array, string, string,
        object null, array, object null, object null, object, number null, string null, array}';
    wrong text;
BEGIN
    SELECT string_agg(name, ', ' ORDER BY name) INTO wrong
    FROM (
        SELECT name FROM unnest(names, kinds) AS field (name, kind)
        WHERE jsonb_typeof(act -> name) = ANY (string_to_array(kind, ' ')) IS NOT TRUE
        UNION ALL SELECT jsonb_object_keys(act - names)
    ) AS refused (name);
    IF wrong IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = 'not the fields of an act: ' || wrong;
    END IF;
    PERFORM ledger.require_values(act);
END
$$;

CREATE OR REPLACE FUNCTION ledger.require_values(act jsonb) RETURNS void
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    second constant text := '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$';
    uuid7 constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
    payload constant jsonb := act -> 'payload';
    wrong constant text := concat_ws(', ',
        CASE WHEN (act ->> 'action' ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$') IS NOT TRUE THEN 'action' END,
        CASE WHEN act ->> 'event_id' !~ uuid7 THEN 'event_id' END,
        CASE WHEN (act @? '$.objects[*] ? (!(@.role.type() == "string" && @.type.type() == "string"
                                            && @.id.type() == "string"))') IS NOT FALSE THEN 'objects' END,
        CASE WHEN (act ->> 'occurred_at' ~ second AND (act ->> 'occurred_at')::timestamptz IS NOT NULL) IS NOT TRUE
             THEN 'occurred_at' END,
        CASE WHEN (act ->> 'occurred_basis' IN ('server', 'claimed', 'paper', 'import_srikandi')) IS NOT TRUE
             THEN 'occurred_basis' END,
        CASE WHEN payload <> 'null' AND (
            payload ->> 'commit' ~ '^[0-9a-f]{64}$' AND jsonb_typeof(payload -> 'schema') = 'string'
            AND payload - 'schema' - 'commit' = '{}') IS NOT TRUE THEN 'payload' END
    );
BEGIN
    IF wrong <> '' THEN
        RAISE invalid_parameter_value USING MESSAGE = 'malformed in an act: ' || wrong;
    END IF;
END
$$;

-- One reading of the bytes holds all three columns to them. In a function, because an expression that stands in the
-- constraint itself is planned anew for every insert.
CREATE FUNCTION ledger.says(entry bytea, event_id uuid, tenant_id bigint, recorded_at timestamptz) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    RETURN pg_catalog.convert_from(entry, 'UTF8')::pg_catalog.jsonb
        OPERATOR(pg_catalog.@>) pg_catalog.jsonb_build_object(
            'event_id', event_id, 'tenant', tenant_id,
            'recorded_at', pg_catalog.to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
END
$$;
ALTER TABLE ledger.entry DROP CONSTRAINT columns_repeat_entry, ADD CONSTRAINT columns_repeat_entry
    CHECK (ledger.says(entry, event_id, tenant_id, recorded_at));

-- What is filed from an entry is filed here, from one reading: its place in the queue, what it is about, whose it is.
CREATE OR REPLACE FUNCTION ledger.follow_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    said constant jsonb := convert_from(NEW.entry, 'UTF8')::jsonb;
    actor constant jsonb := said -> 'actor';
BEGIN
    INSERT INTO ledger.queue (event_id) VALUES (NEW.event_id);
    INSERT INTO ledger.entry_object (event_id, tenant_id, type, object_id, role)
    SELECT NEW.event_id, NEW.tenant_id, thing ->> 'type', thing ->> 'id', thing ->> 'role'
    FROM jsonb_array_elements(said -> 'objects') AS thing
    ON CONFLICT DO NOTHING;
    IF actor ?| ARRAY['jabatan', 'person'] THEN
        INSERT INTO ledger.party (event_id, tenant_id, role, position, person, action, recorded_at, leaf_hash)
        VALUES (NEW.event_id, NEW.tenant_id, 'pelaku', coalesce(actor ->> 'jabatan', ''), actor ->> 'person',
                said ->> 'action', NEW.recorded_at, NEW.leaf_hash);
    END IF;
    IF said -> 'to' <> '[]' THEN
        INSERT INTO ledger.party (event_id, tenant_id, role, position, action, recorded_at, leaf_hash)
        SELECT DISTINCT NEW.event_id, NEW.tenant_id, 'penerima', receiver ->> 'jabatan', said ->> 'action',
                        NEW.recorded_at, NEW.leaf_hash
        FROM jsonb_array_elements(said -> 'to') AS receiver WHERE receiver ->> 'jabatan' IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER note_parties ON ledger.entry;
DROP FUNCTION ledger.note_parties(), ledger.parties(bytea);

-- Queue and objects are written by the trigger above and by nothing else, so there is no row without its entry. The
-- references checked it again, by locking the entry that was just written. Removing an entry is refused by triggers;
-- who takes those off is found by the sequencer and by the audit.
ALTER TABLE ledger.queue DROP CONSTRAINT queue_event_id_fkey;
ALTER TABLE ledger.entry_object DROP CONSTRAINT entry_object_event_id_fkey;

-- A printed code is looked up by its first six bytes; the whole hash in an index takes twice the room. Two entries
-- cannot have one hash, for their bytes hold their number.
ALTER TABLE ledger.entry DROP CONSTRAINT entry_leaf_hash_key;
CREATE INDEX entry_of_code ON ledger.entry (substr(leaf_hash, 1, 6));
CREATE OR REPLACE FUNCTION ledger.entries_of_code(low bytea, high bytea)
RETURNS TABLE (event_id uuid, leaf_hash bytea, recorded_at timestamptz)
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT entry.event_id, entry.leaf_hash, entry.recorded_at FROM ledger.entry
    WHERE substr(entry.leaf_hash, 1, 6) = substr(low, 1, 6) AND substr(low, 1, 6) = substr(high, 1, 6)
      AND entry.leaf_hash BETWEEN low AND high
    ORDER BY entry.event_id LIMIT 5
$$;

REVOKE ALL ON FUNCTION ledger.says(bytea, uuid, bigint, timestamptz) FROM PUBLIC;

-- The one way in: the database sets the time, makes the bytes and hashes them.

-- RFC 8785 for the values an entry may hold: strings, integers |n| < 2^53, booleans, null, arrays, and
-- objects with ASCII keys. Their order by UTF-16 unit is then their order by byte. PostgreSQL writes a
-- JSON string exactly as RFC 8785 does: short escapes, other controls as lower-case \u00xx, the rest raw.
-- Members that are already canonical are taken as they are; a call for each would triple the cost of an entry.
CREATE FUNCTION ledger.canonical(value jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CASE jsonb_typeof(value)
        WHEN 'object' THEN
            IF EXISTS (SELECT FROM jsonb_object_keys(value) AS name WHERE octet_length(name) <> char_length(name)) THEN
                RAISE invalid_parameter_value USING MESSAGE = 'an entry takes ASCII keys only';
            END IF;
            RETURN (
                SELECT '{' || coalesce(string_agg(
                    to_jsonb(name)::text || ':' || CASE
                        WHEN jsonb_typeof(member) IN ('object', 'array', 'number') THEN ledger.canonical(member)
                        ELSE member::text
                    END,
                    ',' ORDER BY name COLLATE "C"
                ), '') || '}'
                FROM jsonb_each(value) AS pair (name, member)
            );
        WHEN 'array' THEN
            RETURN (
                SELECT '[' || coalesce(string_agg(ledger.canonical(member), ',' ORDER BY place), '') || ']'
                FROM jsonb_array_elements(value) WITH ORDINALITY AS item (member, place)
            );
        WHEN 'number' THEN
            IF value::text !~ '^-?[0-9]+$' OR abs(value::numeric) >= 9007199254740992 THEN
                RAISE invalid_parameter_value USING
                    MESSAGE = 'an entry takes integers between -(2^53-1) and 2^53-1 only, found ' || left(value::text, 40);
            END IF;
            RETURN value::text;
        ELSE
            RETURN value::text;
    END CASE;
END
$$;

-- RFC 9562 version 7, with the microseconds of the same clock reading in rand_a.
CREATE FUNCTION ledger.uuid7(at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (
        lpad(to_hex(micros / 1000), 12, '0')
        || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
        || substr(replace(gen_random_uuid()::text, '-', ''), 17)
    )::uuid
    FROM (SELECT (extract(epoch FROM at) * 1000000)::bigint AS micros) AS reading
$$;

-- Refuses an act that does not have exactly the fields an act has. `v`, `log` and `recorded_at` are not
-- among them: a caller cannot date its own record.
CREATE FUNCTION ledger.require_act(act jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    fields constant jsonb := '{
        "action": ["string"], "actor": ["object"], "auth": ["object", "null"], "authority": ["object", "null"],
        "event_id": ["string", "null"], "for": ["object", "null"], "objects": ["array"],
        "occurred_at": ["string"], "occurred_basis": ["string"], "payload": ["object", "null"],
        "prev": ["array"], "result": ["object", "null"], "retention": ["object", "null"],
        "system": ["object"], "tenant": ["number", "null"], "thread": ["string", "null"], "to": ["array"]}';
    wrong text;
BEGIN
    SELECT string_agg(coalesce(given.name, known.name), ', ' ORDER BY coalesce(given.name, known.name))
    INTO wrong
    FROM jsonb_each(act) AS given (name, value)
    FULL JOIN jsonb_each(fields) AS known (name, kinds) ON known.name = given.name
    WHERE NOT coalesce(known.kinds ? jsonb_typeof(given.value), false);
    IF wrong IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = 'not the fields of an act: ' || wrong;
    END IF;
    PERFORM ledger.require_values(act);
END
$$;

CREATE FUNCTION ledger.require_values(act jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    second constant text := '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$';
    uuid7 constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
    wrong text;
BEGIN
    SELECT string_agg(field, ', ') INTO wrong
    FROM (VALUES
        ('action', act ->> 'action' ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
        ('event_id', coalesce(act ->> 'event_id' ~ uuid7, true)),
        ('occurred_at', act ->> 'occurred_at' ~ second AND (act ->> 'occurred_at')::timestamptz IS NOT NULL),
        ('occurred_basis', act ->> 'occurred_basis' IN ('server', 'claimed', 'paper', 'import_srikandi')),
        ('payload', act -> 'payload' = 'null' OR (
            act -> 'payload' ->> 'commit' ~ '^[0-9a-f]{64}$'
            AND jsonb_typeof(act -> 'payload' -> 'schema') = 'string'
            AND (act -> 'payload') - 'schema' - 'commit' = '{}')),
        ('objects', NOT EXISTS (
            SELECT FROM jsonb_array_elements(act -> 'objects') AS thing
            WHERE NOT coalesce(jsonb_typeof(thing -> 'role') = 'string' AND jsonb_typeof(thing -> 'type') = 'string'
                               AND jsonb_typeof(thing -> 'id') = 'string', false)))
    ) AS rule (field, holds)
    WHERE NOT coalesce(holds, false);
    IF wrong IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = 'malformed in an act: ' || wrong;
    END IF;
END
$$;

CREATE FUNCTION ledger.append(
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
    VALUES (append.event_id, (act ->> 'tenant')::bigint, append.recorded_at, append.entry, append.leaf_hash);
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append(jsonb) TO pranata_app;

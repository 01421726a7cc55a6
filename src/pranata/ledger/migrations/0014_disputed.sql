-- Since when an entry is disputed, for anybody who holds its code: that, and neither by whom nor why.
CREATE FUNCTION ledger.disputed_at(disputed uuid) RETURNS timestamptz
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT min(said.recorded_at)
    FROM ledger.entry AS named
    JOIN ledger.entry_object AS thing ON thing.tenant_id = named.tenant_id AND thing.type = 'entry'
         AND thing.object_id = named.event_id::text AND thing.role = 'disangkal'
    JOIN ledger.entry AS said ON said.event_id = thing.event_id
    WHERE named.event_id = disputed
$$;
REVOKE ALL ON FUNCTION ledger.disputed_at(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.disputed_at(uuid) TO pranata_app;

-- What anybody may read of the log: the bytes of entries by their place in the tree, as C2SP entry bundles.
-- They cross tenants by intent: an entry holds posts, codes of acts and commitments; what is personal is sealed
-- under keys that are not here. A place exists only under a signed checkpoint.
CREATE FUNCTION ledger.entries_at(log smallint, first bigint, width integer) RETURNS SETOF bytea
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT entry.entry FROM ledger.leaf JOIN ledger.entry USING (event_id)
    WHERE leaf.log = entries_at.log AND leaf.seq >= first AND leaf.seq < first + least(width, 256)
    ORDER BY leaf.seq
$$;
REVOKE ALL ON FUNCTION ledger.entries_at(smallint, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.entries_at(smallint, bigint, integer) TO pranata_app;

-- Destroying what an act said about people: its key and salt go, and the ciphertext with them. Entry and
-- commitment stay; without the salt nobody can confirm a guess against them.
--
-- The application has no right to delete here. It asks this function, which wants the act that orders it: an
-- entry of the same instansi, recorded in this very transaction. So no detail goes without an entry that says
-- who destroyed it, and if that entry is not committed the keys are still there.
CREATE FUNCTION keystore.shred(by_event uuid, of_events uuid[]) RETURNS integer
LANGUAGE plpgsql STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant constant bigint := NULLIF(current_setting('pranata.tenant', true), '')::bigint;
    commits bytea[];
    gone integer;
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger.entry AS act
        WHERE act.event_id = by_event AND act.tenant_id = tenant
          AND act.recorded_at >= date_trunc('second', transaction_timestamp())
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'no act of this transaction orders it';
    END IF;
    SELECT array_agg(decode(ledger.document(act.entry) -> 'payload' ->> 'commit', 'hex')) INTO commits
    FROM ledger.entry AS act
    WHERE act.event_id = ANY (of_events) AND act.tenant_id = tenant
      AND ledger.document(act.entry) -> 'payload' ->> 'commit' IS NOT NULL;
    DELETE FROM keystore.dek AS dek USING ledger.sealed AS box
    WHERE box.commit = ANY (commits) AND box.tenant_id = tenant AND dek.key_id = box.key_id;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM ledger.sealed AS box WHERE box.commit = ANY (commits) AND box.tenant_id = tenant;
    RETURN gone;
END
$$;
REVOKE ALL ON FUNCTION keystore.shred(uuid, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keystore.shred(uuid, uuid[]) TO pranata_app;

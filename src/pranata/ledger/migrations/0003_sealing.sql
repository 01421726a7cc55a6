-- What an act says about people is sealed: the entry holds a salted commitment, the ciphertext lies here and
-- its key and salt lie in a schema of their own. Deleting the key is the only erasure there is; entry and
-- commitment stay, and without the salt nobody can confirm a guess against them.

CREATE TABLE ledger.sealed (
    commit    bytea PRIMARY KEY CHECK (octet_length(commit) = 32),
    tenant_id bigint,
    key_id    uuid  NOT NULL UNIQUE,
    nonce_ct  bytea NOT NULL
);
CREATE TRIGGER refuse_row BEFORE UPDATE ON ledger.sealed
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_statement BEFORE UPDATE OR TRUNCATE ON ledger.sealed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.sealed ENABLE ALWAYS TRIGGER refuse_row;
ALTER TABLE ledger.sealed ENABLE ALWAYS TRIGGER refuse_statement;

CREATE SCHEMA keystore;
REVOKE ALL ON SCHEMA keystore FROM PUBLIC;
GRANT USAGE ON SCHEMA keystore TO pranata_app;

-- `wrapped` is key and salt under the installation's master key, which is a file and never in the database:
-- a copy of the database alone opens nothing. `master_id` tells which master key that was.
CREATE TABLE keystore.dek (
    key_id    uuid  PRIMARY KEY,
    tenant_id bigint,
    master_id text  NOT NULL,
    wrapped   bytea NOT NULL
);

DO $$
DECLARE
    kept text;
    tenant constant text := 'NULLIF(current_setting(''pranata.tenant'', true), '''')::bigint';
BEGIN
    FOREACH kept IN ARRAY ARRAY['ledger.sealed', 'keystore.dek'] LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', kept);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', kept);
        EXECUTE format('CREATE POLICY tenant ON %s FOR SELECT USING (tenant_id = %s)', kept, tenant);
        EXECUTE format('CREATE POLICY seal ON %s FOR INSERT WITH CHECK (tenant_id IS NULL OR tenant_id = %s)',
                       kept, tenant);
        -- Erasure, decided by people and recorded as an act, is carried out as the owner.
        EXECUTE format('CREATE POLICY erasure ON %s TO pranata_owner USING (true)', kept);
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', kept);
        EXECUTE format('GRANT SELECT, INSERT ON %s TO pranata_app', kept);
    END LOOP;
END
$$;

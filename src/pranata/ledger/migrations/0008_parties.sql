-- Who did an act and to whom it went, taken out of the bytes of the entry. It finds somebody's acts by an index,
-- and it is what receipts are expected by: on purpose nothing refers to the entry, so that the line stays
-- when an entry is removed, and says that it is gone.
CREATE TABLE ledger.party (
    event_id    uuid        NOT NULL,
    tenant_id   bigint,
    role        text        NOT NULL CHECK (role IN ('pelaku', 'penerima')),
    position    text        NOT NULL, -- '' for who acts for no position
    person      text,
    action      text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    leaf_hash   bytea       NOT NULL,
    PRIMARY KEY (event_id, position, role)
);
CREATE INDEX party_of_position ON ledger.party (tenant_id, position, event_id);
CREATE INDEX party_of_person ON ledger.party (tenant_id, person, event_id);

CREATE FUNCTION ledger.parties(entry bytea) RETURNS TABLE (role text, "position" text, person text, action text)
LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
    WITH act AS MATERIALIZED (SELECT ledger.document(entry) AS said)
    SELECT 'pelaku', coalesce(said -> 'actor' ->> 'jabatan', ''), said -> 'actor' ->> 'person', said ->> 'action'
    FROM act WHERE said -> 'actor' ?| ARRAY['jabatan', 'person']
    UNION ALL
    SELECT DISTINCT 'penerima', receiver ->> 'jabatan', NULL, said ->> 'action'
    FROM act, jsonb_array_elements(said -> 'to') AS receiver WHERE receiver ->> 'jabatan' IS NOT NULL
$$;

CREATE FUNCTION ledger.note_parties() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.party (event_id, tenant_id, role, position, person, action, recorded_at, leaf_hash)
    SELECT NEW.event_id, NEW.tenant_id, p.role, p.position, p.person, p.action, NEW.recorded_at, NEW.leaf_hash
    FROM ledger.parties(NEW.entry) AS p;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_parties AFTER INSERT ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.note_parties();
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER note_parties;

INSERT INTO ledger.party (event_id, tenant_id, role, position, person, action, recorded_at, leaf_hash)
SELECT e.event_id, e.tenant_id, p.role, p.position, p.person, p.action, e.recorded_at, e.leaf_hash
FROM ledger.entry AS e, ledger.parties(e.entry) AS p;

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

-- Whether the quorum of witnesses had seen the checkpoint of the receipt; false where none is configured.
ALTER TABLE ledger.receipt ADD COLUMN witnessed boolean NOT NULL DEFAULT false;

-- Up to which leaf receipts were sent: state, not evidence. Sending again what was sent changes nothing.
CREATE TABLE ledger.receipt_progress (
    log      smallint PRIMARY KEY REFERENCES ledger.log,
    next_seq bigint   NOT NULL CHECK (next_seq >= 0)
);

-- Whose entries stand in a span of the tree: which scopes are to be opened, and nothing of what is in them.
CREATE FUNCTION ledger.tenants_between(log smallint, first bigint, past bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT DISTINCT party.tenant_id FROM ledger.leaf JOIN ledger.party USING (event_id)
    WHERE leaf.log = tenants_between.log AND leaf.seq >= first AND leaf.seq < past
    AND party.tenant_id IS NOT NULL AND party.position <> ''
    ORDER BY party.tenant_id
$$;

REVOKE ALL ON ledger.party, ledger.receipt_progress FROM PUBLIC;
REVOKE ALL ON FUNCTION ledger.parties(bytea), ledger.note_parties(), ledger.tenants_between(smallint, bigint, bigint)
    FROM PUBLIC;
GRANT SELECT ON ledger.party TO pranata_app;
GRANT SELECT, INSERT, UPDATE ON ledger.receipt_progress TO pranata_app;
GRANT EXECUTE ON FUNCTION ledger.tenants_between(smallint, bigint, bigint) TO pranata_app;
